package dev.headgate.core.reference;

import dev.headgate.core.reference.SlowAnswer.SlowVerdict;
import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.RuleSpec;

/** One limit asked by one call. */
final class Asked {
  final RuleSpec rule;
  final SlowCounter counter;
  final long cost;
  final long now;
  private long passesAt;

  Asked(RuleSpec rule, SlowCounter counter, long cost, long now) {
    this.rule = rule;
    this.counter = counter;
    this.cost = cost;
    this.now = now;
    passesAt = counter.passesAt(rule.meter(), cost, now);
  }

  boolean fits() {
    return passesAt == now;
  }

  long passesAt() {
    return passesAt;
  }

  /** Takes what is to be taken, and says how the limit stands then. */
  SlowVerdict answer(boolean passes, boolean taking, SlowReservation reservation) {
    boolean taken = passes && taking && fits();
    if (taken) {
      if (cost > 0) {
        counter.take(rule.meter(), cost, now, reservation.serial);
      }
      reservation.taken.add(new SlowReservation.Part(rule, counter, cost));
    } else if (taking && rule.chargeRefused() && (passes == rule.shadow())) {
      charge();
    }
    String outcome = taken ? "TAKEN" : fits() ? "FITS" : "FAILED";
    long remaining = counter.remaining(rule.meter(), now);
    long resetAt = counter.resetAt(rule.meter(), cost, now);
    return new SlowVerdict(rule.name(), outcome, remaining, passesAt, resetAt);
  }

  private void charge() {
    if (rule.meter() instanceof MeterSpec.PermitsSpec || cost > rule.meter().capacity()) {
      return;
    }
    long charged = Math.min(cost, counter.room(rule.meter(), 0, now));
    if (charged > 0) {
      counter.take(rule.meter(), charged, now, 0);
      passesAt = counter.passesAt(rule.meter(), cost, now);
    }
  }
}
