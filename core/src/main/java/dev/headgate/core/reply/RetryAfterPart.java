package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.time.Micros;
import dev.headgate.headers.RetryAfterWriter;

/**
 * {@code Retry-After} and, where wanted, {@code RateLimit-Reason} of a refusal; {@code
 * Beta-Retry-After} where an announced limit is over, also on an allowed call. A refusal that only
 * a purchase ends has no instant to name.
 */
record RetryAfterPart(boolean reason) implements Part {
  @Override
  public void write(Decision decision, Scratch scratch, FieldSink sink) {
    switch (decision) {
      case Decision.Allowed allowed -> {}
      case Decision.Throttled throttled -> refusal(decision, throttled.binding(), sink);
      case Decision.Exhausted exhausted -> refusal(decision, exhausted.binding(), sink);
      case Decision.Refused refused -> {
        if (reason) {
          sink.field("RateLimit-Reason", refused.denial().reason());
        }
      }
    }
    long announced = announcedUntil(decision.verdicts());
    if (announced > decision.at()) {
      retryAfter("Beta-Retry-After", announced, decision.at(), sink);
    }
  }

  private void refusal(Decision decision, Verdict binding, FieldSink sink) {
    retryAfter("Retry-After", binding.passesAt(), decision.at(), sink);
    if (reason) {
      String product = decision.plan().call().operation().product();
      sink.field(
          "RateLimit-Reason",
          decision.reduced() ? Problem.REDUCED : binding.claim().rule().reason(product));
    }
  }

  private static void retryAfter(String name, long until, long at, FieldSink sink) {
    if (until < Micros.NEVER) {
      sink.field(name, RetryAfterWriter.format(until - at));
    }
  }

  private static long announcedUntil(Verdicts verdicts) {
    long until = 0;
    for (int i = 0; verdicts.anyFailed() && i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (verdict.failed() && verdict.claim().phase() == Phase.ADVERTISE) {
        until = Math.max(until, verdict.passesAt());
      }
    }
    return until;
  }
}
