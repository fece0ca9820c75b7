package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.time.Micros;
import dev.headgate.headers.CostKind;
import dev.headgate.headers.RateLimitWriter;
import dev.headgate.headers.SerializedName;
import java.util.function.Predicate;

/**
 * {@code RateLimit-Policy} and {@code RateLimit}; for announced rules the same with the prefix
 * {@code Beta-}. The policy stays at zero; a remaining amount that is not to be disclosed yet
 * leaves only the member of {@code RateLimit} out, or, as some providers have it, both.
 */
record RateLimitPart(Predicate<Claim> shown, boolean policyAlways) implements Part {
  /** Names all limits from the first call on. */
  RateLimitPart(Predicate<Claim> shown) {
    this(shown, true);
  }

  @Override
  public void write(Decision decision, Scratch scratch, FieldSink sink) {
    Verdicts verdicts = decision.verdicts();
    if (verdicts.isEmpty()) {
      return;
    }
    Scratch.Policies policies = policies(decision, scratch);
    for (int i = 0; i < verdicts.size(); i++) {
      if (named(verdicts.claim(i)) && Disclosure.shows(verdicts, i)) {
        limit(decision, i, scratch);
      }
    }
    send(sink, "RateLimit-Policy", policies.enforced());
    send(sink, "RateLimit", scratch.writer.finish());
    send(sink, "Beta-RateLimit-Policy", policies.announced());
    send(sink, "Beta-RateLimit", scratch.announced.finish());
  }

  private Scratch.Policies policies(Decision decision, Scratch scratch) {
    scratch.turnTo(decision.plan().snapshot());
    Verdicts verdicts = decision.verdicts();
    scratch.shape.clear();
    for (int i = 0; i < verdicts.size(); i++) {
      if (introduced(verdicts, i)) {
        scratch.shape.add(verdicts.claim(i));
      }
    }
    Scratch.Policies kept = scratch.policies(scratch.shape);
    return kept != null ? kept : fresh(verdicts, scratch);
  }

  private Scratch.Policies fresh(Verdicts verdicts, Scratch scratch) {
    for (int i = 0; i < verdicts.size(); i++) {
      if (introduced(verdicts, i)) {
        policy(verdicts.claim(i), scratch);
      }
    }
    Scratch.Policies fresh =
        new Scratch.Policies(
            scratch.shape.copy(), scratch.writer.finish(), scratch.announced.finish());
    scratch.keep(fresh);
    return fresh;
  }

  /** Whether {@code RateLimit-Policy} speaks of it. */
  private boolean introduced(Verdicts verdicts, int index) {
    return named(verdicts.claim(index)) && (policyAlways || Disclosure.shows(verdicts, index));
  }

  private boolean named(Claim claim) {
    return claim.phase() != Phase.OBSERVE && claim.meter().remembers() && shown.test(claim);
  }

  private static void policy(Claim claim, Scratch scratch) {
    RateLimitWriter writer = writer(claim, scratch);
    Meter meter = claim.meter();
    writer.policy(scratch.name(claim), meter.amount());
    if (!meter.holds() && meter.windowMicros() < Micros.NEVER) {
      writer.window(Micros.secondsUntil(0, meter.windowMicros()));
    }
    writer.unit(SerializedName.of(unit(claim)));
  }

  /** The unit as it is called on the wire; permits are counted while they are held. */
  private static String unit(Claim claim) {
    String unit = claim.rule().unit();
    if (unit.equals(Quote.REQUESTS)) {
      return claim.meter().holds() ? "concurrent-requests" : unit;
    }
    return unit.equals("bytes") ? "content-bytes" : unit;
  }

  private static void limit(Decision decision, int index, Scratch scratch) {
    Claim claim = decision.verdicts().claim(index);
    RateLimitWriter writer = writer(claim, scratch);
    writer.limit(scratch.name(claim), decision.verdicts().remaining(index));
    long resetAt = decision.verdicts().resetAt(index);
    if (resetAt < Micros.NEVER) {
      writer.reset(Micros.secondsUntil(decision.at(), resetAt));
    }
    if (decision.verdicts().guaranteed(index)) {
      writer.guaranteed();
    }
    accuracy(claim, writer);
    if (claim.rule().unit().equals(Quote.POINTS)) {
      scratch.costSaid |= claim.binds();
      if (scratch.settled != Scratch.UNSETTLED) {
        writer.cost(scratch.settled, CostKind.FINAL);
      } else {
        Quote quote = decision.plan().matched().quote();
        writer.cost(claim.cost(), quote.isFinal() ? CostKind.FINAL : CostKind.RESERVED);
      }
    }
  }

  private static void accuracy(Claim claim, RateLimitWriter writer) {
    switch (claim.rule().accuracy()) {
      case Accuracy.Strict strict -> {}
      case Accuracy.Leased leased -> writer.least();
      case Accuracy.Optimistic optimistic -> writer.about();
    }
  }

  private static RateLimitWriter writer(Claim claim, Scratch scratch) {
    return claim.binds() ? scratch.writer : scratch.announced;
  }

  private static void send(FieldSink sink, String name, String value) {
    if (!value.isEmpty()) {
      sink.field(name, value);
    }
  }
}
