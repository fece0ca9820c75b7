package dev.headgate.core.reference;

import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an allowed call of the reference holds. */
public final class SlowReservation {
  /** What it took from one limit. */
  record Part(RuleSpec rule, SlowCounter counter, long cost) {}

  final String id;
  final CallSpec call;
  final PolicySpec policy;
  final long at;
  final long serial;
  final List<Part> taken = new ArrayList<>();
  long expiresAt;
  boolean released;
  int endings;
  @Nullable String ended;
  private boolean expired;
  private boolean late;

  SlowReservation(String id, CallSpec call, PolicySpec policy, long at, long serial) {
    this.id = id;
    this.call = call;
    this.policy = policy;
    this.at = at;
    this.serial = serial;
    expiresAt = at + policy.life();
  }

  boolean open() {
    return ended == null;
  }

  long forgetAt() {
    return expired ? expiresAt + policy.lateWithin() : expiresAt;
  }

  List<String> parts() {
    return taken.stream().map(part -> part.rule().name() + " " + part.cost()).toList();
  }

  String settle(SlowEngine engine, SlowCost cost, long now) {
    if (open()) {
      ended = "SETTLED " + correct(engine, SlowCost.AS_RESERVED, cost, now);
      released = cost.nothing();
    } else if (expired && !late) {
      ended = "CORRECTED_LATE " + correct(engine, afterExpiry(), cost, now);
      late = true;
    }
    return java.util.Objects.requireNonNull(ended);
  }

  void expire(SlowEngine engine, long now) {
    ended = "EXPIRED " + correct(engine, SlowCost.AS_RESERVED, afterExpiry(), now);
    expired = true;
  }

  boolean renew(SlowEngine engine, long now) {
    if (!open()) {
      return false;
    }
    boolean renewed = true;
    for (Part part : taken) {
      RuleSpec rule = engine.heir(part.rule());
      if (rule.meter() instanceof PermitsSpec permits) {
        renewed &= engine.counter(rule, call).renew(permits, serial, now);
      }
    }
    expiresAt = renewed ? Math.max(expiresAt, now + policy.life()) : expiresAt;
    return renewed;
  }

  private SlowCost afterExpiry() {
    return policy.expiredCostsNothing() ? SlowCost.NOTHING : SlowCost.AS_RESERVED;
  }

  private List<String> correct(SlowEngine engine, SlowCost before, SlowCost after, long now) {
    endings++;
    List<String> changes = new ArrayList<>();
    for (Part part : taken) {
      RuleSpec rule = engine.heir(part.rule());
      SlowCounter counter = engine.counter(rule, call);
      if (rule.meter() instanceof PermitsSpec) {
        counter.giveBack(rule.meter(), part.cost(), at, serial, now);
        changes.add(rule(part) + (after.nothing() ? 0 : part.cost()) + " +0 -0 !0");
        continue;
      }
      String unit = part.rule().unit();
      long actual = after.of(unit, part.cost());
      if (rule.meter() instanceof CeilingSpec) {
        changes.add(rule(part) + actual + " +0 -0 !0");
        continue;
      }
      long more = actual - before.of(unit, part.cost());
      long room = counter.room(rule.meter(), rule.debtMax(), now);
      long charged = Math.max(0, Math.min(more, room));
      if (charged > 0) {
        counter.take(rule.meter(), charged, now, serial);
      } else if (more < 0) {
        counter.giveBack(rule.meter(), -more, at, serial, now);
      }
      long refunded = Math.max(0, -more);
      long unpaid = Math.max(0, more) - charged;
      changes.add(rule(part) + actual + " +" + charged + " -" + refunded + " !" + unpaid);
    }
    return changes;
  }

  private static String rule(Part part) {
    return part.rule().name() + " ";
  }
}
