package dev.headgate.policy.read;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.quota.Pool;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a limit or quota promises where several nodes share a store. */
final class ConsistencyReader {
  private static final Map<String, Accuracy> PLAIN =
      Map.of(
          "strict", Accuracy.Strict.USUAL,
          "leased", Accuracy.Leased.USUAL,
          "optimistic", Accuracy.Optimistic.USUAL);
  private static final Map<String, Consistency.Then> THEN =
      Map.of("allow", Consistency.Then.ALLOW, "refuse", Consistency.Then.REFUSE);
  private static final Map<String, Consistency.Loss> LOSSES =
      Map.of("quarantine", Consistency.Loss.QUARANTINE, "accept", Consistency.Loss.ACCEPT);

  private final Reading reading;

  ConsistencyReader(Reading reading) {
    this.reading = reading;
  }

  Consistency read(Section section, List<Metered> parts) {
    Consistency usual = Consistency.USUAL;
    Value written = section.take("accuracy");
    Accuracy accuracy = reading.or(written, this::accuracy, usual.accuracy());
    if (written != null) {
      check(written, accuracy, section, parts);
    }
    return new Consistency(
        accuracy,
        reading.or(section.take("outage"), this::outage, usual.outage()),
        reading.or(
            section.take("onLoss"),
            value -> reading.scalars().choice(value, LOSSES),
            usual.onLoss()));
  }

  private @Nullable Accuracy accuracy(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      return reading.scalars().choice(value, PLAIN);
    }
    Section section = new Section(fields, reading.problems());
    Value leased = section.take("leased");
    Value optimistic = section.take("optimistic");
    section.finish();
    if ((leased == null) == (optimistic == null)) {
      reading
          .problems()
          .add(value.place(), "a map (expected: strict, or one of leased and optimistic)");
      return null;
    }
    return leased != null ? leased(leased) : optimistic == null ? null : optimistic(optimistic);
  }

  private @Nullable Accuracy leased(Value value) {
    Section section = Section.of(value, reading.problems());
    if (section == null) {
      return null;
    }
    Accuracy.Leased usual = Accuracy.Leased.USUAL;
    int share = reading.or(section.take("share"), this::someShare, usual.share());
    long life =
        reading.or(
            section.take("for"), written -> reading.scalars().length(written, 1), usual.life());
    section.finish();
    return new Accuracy.Leased(share, life);
  }

  private @Nullable Accuracy optimistic(Value value) {
    Section section = Section.of(value, reading.problems());
    if (section == null) {
      return null;
    }
    int nodes =
        reading
            .or(
                section.take("nodes"),
                written -> reading.scalars().whole(written, 1, Accuracy.Optimistic.NODES_MAX),
                (long) Accuracy.Optimistic.USUAL.nodes())
            .intValue();
    Value written = section.take("budget");
    int budget = reading.or(written, this::someShare, Accuracy.Optimistic.of(nodes).budget());
    section.finish();
    if (written != null && nodes * budget > Accuracy.WHOLE) {
      reading
          .problems()
          .add(
              written.place(),
              "%d nodes with %s%% each are over by up to %s%% (expected: <= 100%%)"
                  .formatted(nodes, budget / 100.0, nodes * budget / 100.0),
              "a limit that may be over by more than its amount is none");
      return null;
    }
    return new Accuracy.Optimistic(nodes, budget);
  }

  private Consistency.@Nullable Outage outage(Value value) {
    Section section = Section.of(value, reading.problems());
    if (section == null) {
      return null;
    }
    Consistency.Outage usual = Consistency.Outage.USUAL;
    int share = reading.or(section.take("share"), reading.scalars()::share, usual.share());
    Consistency.Then then =
        reading.or(section.take("then"), one -> reading.scalars().choice(one, THEN), usual.then());
    section.finish();
    return new Consistency.Outage(share, then);
  }

  private @Nullable Integer someShare(Value value) {
    Integer share = reading.scalars().share(value);
    if (share != null && share == 0) {
      reading.problems().expected(value.place(), "0%", "a share above 0%");
      return null;
    }
    return share;
  }

  /** Notes an accuracy that the arithmetic cannot keep. */
  private void check(Value written, Accuracy accuracy, Section section, List<Metered> parts) {
    if (accuracy instanceof Accuracy.Strict) {
      return;
    }
    for (Metered part : parts) {
      String wrong = wrong(accuracy, part.meters().shape());
      if (!wrong.isEmpty()) {
        reading
            .problems()
            .add(written.place(), accuracy.written() + " (expected: strict " + wrong + ")");
      }
    }
    if (section.has("chargeRefused")) {
      reading
          .problems()
          .add(
              section.place("chargeRefused"),
              "chargeRefused (expected: only with accuracy strict)",
              "calls that a node refuses by itself are not counted in the store");
    }
  }

  /** Where it cannot be so counted; empty where it can. */
  private static String wrong(Accuracy accuracy, Meter meter) {
    if (meter.holds()) {
      return "for permits, which are held and not spent";
    }
    if (meter instanceof Pool pool && pool.guarantees()) {
      return "for a pool with a guarantee, of which no node can hold a part";
    }
    if (accuracy instanceof Accuracy.Leased leased) {
      Meter leasing = meter.leasing(leased.life(meter));
      return leasing.spendableUntil(0) > 0
          ? ""
          : "for spacing, an exact sliding window and a tolerance, of which nothing can be lent";
    }
    return "";
  }
}
