package dev.headgate.core.reply;

import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.Rule;

/** Whether a caller is shown what remains. */
final class Disclosure {
  private Disclosure() {}

  /**
   * Shown where one call can use up anything for the next, when announced or enforced, and once the
   * rule's share is used; always when it failed.
   */
  static boolean shows(Verdicts verdicts, int index) {
    Claim claim = verdicts.claim(index);
    if (claim.phase() == Phase.OBSERVE || !claim.meter().remembers()) {
      return false;
    }
    Rule.Terms terms = claim.rule().terms();
    if (terms.discloseFrom() == 0 || verdicts.failed(index)) {
      return true;
    }
    long amount = claim.meter().amount();
    return amount - verdicts.remaining(index) >= terms.discloseFrom() * amount;
  }
}
