package dev.headgate.core.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reference's answer to a call.
 *
 * @param outcome what kind
 * @param binding name of the rule that decided, empty where none did
 * @param instant when a retry would help, 0 where it was allowed or never will
 * @param verdicts one for each rule, empty where none was asked
 * @param reservation what was taken, or null
 */
public record SlowAnswer(
    Outcome outcome,
    String binding,
    long instant,
    List<SlowVerdict> verdicts,
    @Nullable SlowReservation reservation) {
  /** Kinds of answer. */
  public enum Outcome {
    ALLOWED,
    THROTTLED,
    EXHAUSTED,
    REFUSED
  }

  /** The answer of one limit. */
  public record SlowVerdict(
      String rule, String outcome, long remaining, long passesAt, long resetAt) {}

  static SlowAnswer refused(String why) {
    return new SlowAnswer(Outcome.REFUSED, why, 0, List.of(), null);
  }

  /** The failing rule with the latest instant binds; a failing quota makes it exhausted. */
  static SlowAnswer failed(List<Asked> asked, List<SlowVerdict> verdicts) {
    Asked latest = null;
    boolean quota = false;
    for (Asked one : asked) {
      if (!one.rule.shadow() && !one.fits()) {
        quota |= one.rule.quota();
        latest = latest == null || one.passesAt() > latest.passesAt() ? one : latest;
      }
    }
    if (latest == null) {
      throw new AssertionError("nothing failed");
    }
    Outcome outcome = quota ? Outcome.EXHAUSTED : Outcome.THROTTLED;
    return new SlowAnswer(outcome, latest.rule.name(), latest.passesAt(), verdicts, null);
  }

  /** All of it in one line, with names for the reservation's parts. */
  public String line() {
    SlowReservation held = reservation;
    return outcome
        + " "
        + binding
        + " "
        + instant
        + " "
        + verdicts
        + (held == null ? "" : " " + held.id + " " + held.parts() + " until " + held.expiresAt);
  }
}
