package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.time.Micros;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-RateLimit-Limit}, {@code -Remaining}, {@code -Reset} and {@code -NearLimit}, which have
 * room for one claim: the binding one, else the one with the lowest share left. For announced rules
 * the same with the prefix {@code Beta-}.
 */
record SinglePart(Predicate<Claim> shown) implements Part {
  @Override
  public void write(Decision decision, Scratch scratch, FieldSink sink) {
    one(decision, true, scratch, sink);
    one(decision, false, scratch, sink);
  }

  private void one(Decision decision, boolean enforced, Scratch scratch, FieldSink sink) {
    Verdict verdict = choose(decision.verdicts(), enforced);
    if (verdict == null) {
      return;
    }
    String prefix = enforced ? "X-RateLimit-" : "Beta-X-RateLimit-";
    sink.field(prefix + "Limit", Long.toString(verdict.claim().meter().amount()));
    sink.field(prefix + "Remaining", Long.toString(verdict.remaining()));
    if (verdict.resetAt() < Micros.NEVER) {
      sink.field(prefix + "Reset", scratch.iso.format(verdict.resetAt(), decision.at()));
    }
    if (verdict.nearLimit()) {
      sink.field(prefix + "NearLimit", "true");
    }
  }

  private @Nullable Verdict choose(Verdicts verdicts, boolean enforced) {
    Verdict chosen = null;
    for (int i = 0; i < verdicts.size(); i++) {
      Claim claim = verdicts.claim(i);
      if (claim.binds() == enforced && shown.test(claim) && Disclosure.shows(verdicts, i)) {
        Verdict verdict = verdicts.get(i);
        chosen = chosen == null || mattersMore(verdict, chosen) ? verdict : chosen;
      }
    }
    return chosen;
  }

  private static boolean mattersMore(Verdict one, Verdict other) {
    if (one.failed() || other.failed()) {
      return one.failed() && (!other.failed() || one.passesAt() > other.passesAt());
    }
    return share(one) < share(other);
  }

  private static double share(Verdict verdict) {
    return (double) verdict.remaining() / verdict.claim().meter().amount();
  }
}
