package dev.headgate.core.property;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.reference.SideBySide.Decided;
import dev.headgate.core.reference.SlowAnswer;
import dev.headgate.core.reference.SlowAnswer.SlowVerdict;
import dev.headgate.core.reply.Dialects;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.headers.Alphabet;
import dev.headgate.headers.reading.Cost;
import dev.headgate.headers.reading.FieldLines;
import dev.headgate.headers.reading.RateLimit;
import dev.headgate.headers.reading.RateLimitReader;
import dev.headgate.headers.reading.RateLimitReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller reads in the fields of an answer.
 *
 * @param enforced a line for each limit in force, in their order
 * @param announced a line for each limit that is only announced
 * @param retryAfter the fields {@code Retry-After} and {@code Beta-Retry-After} as they stand
 */
record Answered(List<String> enforced, List<String> announced, List<String> retryAfter) {
  private static final long SECOND = 1_000_000;

  /** The instant that never comes, as the engine has it. */
  private static final long NEVER = (1L << 53) - 1;

  /** What the reader of fields makes of those that the dialect of the drafts emits. */
  static Answered by(Decision decision, Alphabet alphabet) {
    FieldLines fields = fields(decision, alphabet);
    List<String> retryAfter = new ArrayList<>(fields.lines("Retry-After"));
    fields.lines("Beta-Retry-After").forEach(value -> retryAfter.add("beta " + value));
    return new Answered(lines(read(fields, "")), lines(read(fields, "Beta-")), retryAfter);
  }

  /** The limits in force that it reads. */
  static List<RateLimit> limits(Decision decision, Alphabet alphabet) {
    return read(fields(decision, alphabet), "").limits();
  }

  /** What it must read, from the counters of the reference. */
  static Answered expected(Decided decided) {
    List<String> enforced = new ArrayList<>();
    List<String> announced = new ArrayList<>();
    SlowAnswer answer = decided.expected();
    long now = decided.decision().at();
    long announcedUntil = now;
    for (int i = 0; i < answer.verdicts().size(); i++) {
      RuleSpec rule = decided.policy().rules().get(i);
      SlowVerdict verdict = answer.verdicts().get(i);
      if (!(rule.meter() instanceof CeilingSpec)) {
        (rule.shadow() ? announced : enforced).add(line(rule, verdict, decided.call(), now));
      }
      announcedUntil =
          rule.shadow() ? Math.max(announcedUntil, verdict.passesAt()) : announcedUntil;
    }
    List<String> retryAfter = new ArrayList<>();
    if (answer.instant() > now && answer.instant() < NEVER) {
      retryAfter.add(String.valueOf(seconds(now, answer.instant())));
    }
    if (announcedUntil > now && announcedUntil < NEVER) {
      retryAfter.add("beta " + seconds(now, announcedUntil));
    }
    return new Answered(enforced, announced, retryAfter);
  }

  private static String line(RuleSpec rule, SlowVerdict verdict, CallSpec call, long now) {
    String cost = "";
    if (rule.unit().equals("points")) {
      long amount = rule.meter().capacity();
      long reserved = call.least() <= amount ? Math.min(call.points(), amount) : call.points();
      cost = reserved + (call.points() == call.least() ? " final" : " reserved");
    }
    Long reset = seconds(now, verdict.resetAt());
    return line(rule.name(), rule.meter().amount(), verdict.remaining(), reset, cost);
  }

  private static List<String> lines(RateLimitReading reading) {
    if (!reading.ignored().isEmpty() || reading.limits().size() != reading.policies().size()) {
      return List.of("unreadable " + reading);
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < reading.limits().size(); i++) {
      RateLimit limit = reading.limits().get(i);
      Cost cost = limit.cost();
      Long reset = limit.resetSeconds();
      String costs = cost == null ? "" : cost.points() + " " + cost.kind().token();
      long quota = reading.policies().get(i).quota();
      String name = limit.ref().name();
      lines.add(line(name, quota, limit.remaining(), reset, costs));
    }
    return lines;
  }

  private static String line(
      String name, long quota, long remaining, @Nullable Long reset, String cost) {
    return name + ": " + remaining + " of " + quota + ", resets in " + reset + " s, cost " + cost;
  }

  private static FieldLines fields(Decision decision, Alphabet alphabet) {
    Map<String, List<String>> fields = new TreeMap<>();
    Dialects.ietf(alphabet)
        .write(
            decision,
            (name, value) -> fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
    return FieldLines.of(fields);
  }

  private static RateLimitReading read(FieldLines fields, String prefix) {
    return new RateLimitReader(prefix, RateLimitReader.BOUNDS).read(fields);
  }

  private static long seconds(long now, long until) {
    return Math.ceilDiv(until - now, SECOND);
  }
}
