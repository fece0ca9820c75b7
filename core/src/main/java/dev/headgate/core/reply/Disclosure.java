package dev.headgate.core.reply;

import dev.headgate.core.decision.Verdict;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.Rule;

/** Whether a caller is shown what remains. */
final class Disclosure {
  private Disclosure() {}

  /** Shown when announced or enforced, and once the rule's share is used; always when it failed. */
  static boolean shows(Verdict verdict) {
    if (verdict.claim().phase() == Phase.OBSERVE) {
      return false;
    }
    Rule.Terms terms = verdict.claim().rule().terms();
    if (terms.discloseFrom() == 0 || verdict.failed()) {
      return true;
    }
    long amount = verdict.claim().meter().amount();
    return amount - verdict.remaining() >= terms.discloseFrom() * amount;
  }
}
