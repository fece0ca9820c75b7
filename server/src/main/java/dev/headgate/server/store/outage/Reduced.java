package dev.headgate.server.store.outage;

import dev.headgate.core.call.Call;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;

/**
 * A policy as one node applies it while the store does not answer: every amount is the share that
 * its rule states, and a rule that allows what is above binds nobody. Immutable.
 */
record Reduced(PolicySnapshot stated, PolicySnapshot snapshot) {
  /** Stands after the version of a policy that is so applied; no other version has a space. */
  private static final String MARK = " reduced";

  static Reduced of(PolicySnapshot stated) {
    PolicySnapshot.Builder builder =
        PolicySnapshot.builder(stated.version() + MARK)
            .prices(stated.prices())
            .settings(stated.settings());
    stated.rules().forEach(rule -> builder.rule(reduced(rule)));
    stated.gates().forEach(builder::gate);
    stated.exemptions().forEach(builder::exemption);
    return new Reduced(stated, builder.build().with(stated.overrides()));
  }

  /** Whether a snapshot is one of these. */
  static boolean isOne(PolicySnapshot snapshot) {
    return snapshot.version().endsWith(MARK);
  }

  /** Whether a claim of the policy as stated is refused, since its share comes to nothing. */
  static boolean refuses(Claim claim) {
    Consistency.Outage outage = claim.rule().terms().consistency().outage();
    return claim.binds()
        && claim.cost() > 0
        && outage.then() == Consistency.Then.REFUSE
        && (outage.share() == 0 || claim.meter().part(outage.share()) == null);
  }

  private static Rule reduced(Rule rule) {
    Consistency.Outage outage = rule.terms().consistency().outage();
    MeterSource stated = rule.meters();
    MeterSource part =
        new MeterSource(
            stated.signature(), stated.shape(), call -> part(rule, call, outage.share()));
    Rule reduced = rule.meters(part).consistency(Consistency.USUAL);
    return outage.then() == Consistency.Then.ALLOW
        ? reduced.phases(PhaseSchedule.always(Phase.OBSERVE))
        : reduced;
  }

  /** As stated where nothing is left of it; {@link #refuses} says so before it is asked. */
  private static Meter part(Rule rule, Call call, int share) {
    Meter whole = rule.meters().meter().apply(call);
    Meter part = share == 0 ? null : whole.part(share);
    return part == null ? whole : part;
  }
}
