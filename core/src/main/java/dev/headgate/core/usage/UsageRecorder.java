package dev.headgate.core.usage;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.DecisionListener;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.usage.UsageRecord.Kind;

/**
 * Writes down each decision and each ending once. A call repeated under its own id is not written
 * down again: it costs nothing more. Safe for all threads.
 */
public final class UsageRecorder implements DecisionListener, SettlementListener {
  private final UsageLog log;

  /** A recorder that writes to a log. */
  public UsageRecorder(UsageLog log) {
    this.log = log;
  }

  @Override
  public void decided(Decision decision) {
    switch (decision) {
      case Decision.Allowed allowed -> allowed(allowed);
      case Decision.Throttled throttled ->
          refused(decision, Kind.THROTTLED, throttled.binding().claim().rule().name());
      case Decision.Exhausted exhausted ->
          refused(decision, Kind.EXHAUSTED, exhausted.binding().claim().rule().name());
      case Decision.Refused refused -> refused(decision, Kind.REFUSED, refused.denial().reason());
    }
  }

  @Override
  public void ended(Ending ending) {
    Reservation reservation = ending.reservation();
    long reserved = reservation.quote().reserve(Quote.POINTS);
    long cost = ending.actual().cost(Quote.POINTS, reserved);
    long before = ending.before().cost(Quote.POINTS, reserved);
    UsageCost change = new UsageCost(0, cost - before, unpaid(ending.settlement()));
    append(reservation.call(), ending.at(), kind(ending.settlement()), change, "");
  }

  private void allowed(Decision.Allowed allowed) {
    if (allowed.taken().repetition() == Taken.Repetition.FIRST) {
      long reserved = allowed.plan().matched().quote().reserve(Quote.POINTS);
      Call call = allowed.plan().call();
      append(call, allowed.at(), Kind.ALLOWED, new UsageCost(reserved, 0, 0), "");
    }
  }

  private void refused(Decision decision, Kind kind, String why) {
    append(decision.plan().call(), decision.at(), kind, UsageCost.NONE, why);
  }

  private void append(Call call, long at, Kind kind, UsageCost cost, String rule) {
    log.append(new UsageRecord(at, UsageKey.of(call), kind, cost, rule));
  }

  /** The most that one rule, enforced, could not charge. */
  static long unpaid(Settlement settlement) {
    long most = 0;
    for (Settlement.Adjustment adjustment : settlement.adjustments()) {
      boolean owed = adjustment.claim().binds();
      if (owed && adjustment.claim().rule().unit().equals(Quote.POINTS)) {
        most = Math.max(most, adjustment.unpaid());
      }
    }
    return most;
  }

  private static Kind kind(Settlement settlement) {
    return switch (settlement.outcome()) {
      case SETTLED -> Kind.SETTLED;
      case EXPIRED -> Kind.EXPIRED;
      case CORRECTED_LATE -> Kind.CORRECTED_LATE;
      case RECORDED_LATE, UNKNOWN -> Kind.RECORDED_LATE;
    };
  }
}
