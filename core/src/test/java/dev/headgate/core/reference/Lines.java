package dev.headgate.core.reference;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.settlement.Settlement;
import java.util.List;

/** The engine's answers in the words of the reference. */
public final class Lines {
  private Lines() {}

  /** A decision in one line. */
  public static String of(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed ->
          "ALLOWED  0 " + verdicts(decision) + reservation(allowed.reservation());
      case Decision.Throttled throttled ->
          failed("THROTTLED", throttled.binding(), throttled.retryAt(), decision);
      case Decision.Exhausted exhausted ->
          failed("EXHAUSTED", exhausted.binding(), exhausted.resetAt(), decision);
      case Decision.Refused refused ->
          "REFUSED " + refused.denial().reason() + " 0 " + verdicts(decision);
    };
  }

  /** A settlement in one line. */
  public static String of(Settlement settlement) {
    List<String> changes =
        settlement.adjustments().stream()
            .map(
                one ->
                    one.claim().rule().name()
                        + (" " + one.actual() + " +" + one.charged())
                        + (" -" + one.refunded() + " !" + one.unpaid()))
            .toList();
    return settlement.outcome() + " " + changes;
  }

  private static String failed(String kind, Verdict binding, long instant, Decision decision) {
    return kind + " " + binding.claim().rule().name() + " " + instant + " " + verdicts(decision);
  }

  private static List<SlowAnswer.SlowVerdict> verdicts(Decision decision) {
    return decision.verdicts().stream()
        .map(
            one ->
                new SlowAnswer.SlowVerdict(
                    one.claim().rule().name(),
                    one.outcome().name(),
                    one.remaining(),
                    one.passesAt(),
                    one.resetAt()))
        .toList();
  }

  /** A peek that would pass holds nothing and has no id. */
  private static String reservation(Reservation reservation) {
    if (reservation.id() == null) {
      return "";
    }
    List<String> parts =
        reservation.taken().stream()
            .map(claim -> claim.rule().name() + " " + claim.cost())
            .toList();
    return " " + reservation.id() + " " + parts + " until " + reservation.expiresAt();
  }
}
