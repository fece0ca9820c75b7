package dev.headgate.policy.check;

import dev.headgate.core.call.Call;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.policy.cel.CelCondition;
import dev.headgate.policy.text.CountText;
import java.util.List;

/** Compares one rule with what it was. */
final class RuleComparison {
  /** A midnight of UTC, so that hours and days begin. */
  private static final long FRESH_AT = 20_000 * 86_400_000_000L;

  private final Rule before;
  private final Rule after;

  RuleComparison(Rule before, Rule after) {
    this.before = before;
    this.after = after;
  }

  /** How the rule lets less through than before; empty where it does not. */
  String tightened(List<Call> probes) {
    Partition now = after.partition();
    List<String> pools = now.pools().attributes();
    List<String> poolsBefore = before.partition().pools().attributes();
    if (!pools.containsAll(poolsBefore)) {
      return "per " + pools + " (was: " + poolsBefore + ")";
    }
    if (now.missing() == Partition.Missing.REFUSE
        && before.partition().missing() != Partition.Missing.REFUSE) {
      return "missing refuse (was: " + before.partition().missing() + ")";
    }
    String was = text(before.applies());
    String is = text(after.applies());
    if (!is.equals(was) && !was.isEmpty()) {
      return "when " + (is.isEmpty() ? "always" : is) + " (was: " + was + ")";
    }
    return probes.stream().map(this::less).filter(less -> !less.isEmpty()).findFirst().orElse("");
  }

  /** Whether it lets more through for some probe. */
  String loosened(List<Call> probes) {
    return probes.stream()
        .map(new RuleComparison(/* before= */ after, /* after= */ before)::less)
        .filter(less -> !less.isEmpty())
        .findFirst()
        .map(ignored -> "more for some callers")
        .orElse("");
  }

  /** How a condition differs; empty where its text does not. */
  static String differs(String what, Condition before, Condition after) {
    String was = text(before);
    String is = text(after);
    return is.equals(was) ? "" : what + " " + was(is, was);
  }

  /** What is and what was; empty where they are the same. */
  static String was(String is, String was) {
    return is.equals(was) ? "" : is + " (was: " + was + ")";
  }

  /** Why its counters start anew; empty where they do not. */
  String anew() {
    List<String> keyBefore = before.partition().attributes();
    if (!keyBefore.equals(after.partition().attributes())) {
      return "per " + after.partition().attributes() + " (was: " + keyBefore + ")";
    }
    String kept = before.counter().substring(before.name().length());
    String now = after.counter().substring(after.name().length());
    boolean named =
        after.name().equals(before.name()) || after.terms().formerly().contains(before.name());
    return kept.equals(now) && named ? "" : after.counter() + " (was: " + before.counter() + ")";
  }

  /** What it promises where a store is shared, where that differs; else empty. */
  String consistency() {
    return was(after.terms().consistency().described(), before.terms().consistency().described());
  }

  /** Whether the phases differ. */
  boolean moved() {
    return !steps(before.phases()).equals(steps(after.phases()));
  }

  /** The first step that enforces before an instant and did not before; empty for none. */
  static String enforcedEarly(PhaseSchedule before, PhaseSchedule after, long now, long earliest) {
    for (PhaseSchedule.Step step : after.steps()) {
      if (enforces(step) && step.from() < earliest && !covered(before, step, now)) {
        return step(step);
      }
    }
    return "";
  }

  /** Whether it enforces anything before an instant. */
  static boolean enforcesBefore(PhaseSchedule schedule, long instant) {
    return schedule.steps().stream().anyMatch(step -> enforces(step) && step.from() < instant);
  }

  private static boolean enforces(PhaseSchedule.Step step) {
    return step.phase() == Phase.ENFORCE && step.share() > 0;
  }

  private static boolean covered(PhaseSchedule before, PhaseSchedule.Step step, long now) {
    long begins = Math.max(step.from(), now);
    return before.steps().stream()
        .anyMatch(
            old ->
                enforces(old)
                    && old.from() <= begins
                    && old.share() >= step.share()
                    && includes(text(old.cohort()), text(step.cohort())));
  }

  private static boolean includes(String cohort, String other) {
    return cohort.isEmpty() || cohort.equals(other);
  }

  private String less(Call call) {
    Meter was = before.meter(call);
    Meter is = after.meter(call);
    if (is.capacity() < was.capacity()) {
      return "at most " + is.capacity() + " at once" + who(call) + " (was: " + was.capacity() + ")";
    }
    if (rate(is) < rate(was) * (1 - 1e-9)) {
      return shown(is) + who(call) + " (was: " + shown(was) + ")";
    }
    long fresh = fresh(is);
    return fresh >= fresh(was)
        ? ""
        : fresh + " for the first of a period" + who(call) + " (was: " + fresh(was) + ")";
  }

  /** What the first caller of a period finds, which is less where a pool is released evenly. */
  private static long fresh(Meter meter) {
    return meter.remaining(new long[Meter.WORDS_MAX], 0, FRESH_AT);
  }

  private static double rate(Meter meter) {
    return meter.amount() / (double) Math.max(1, meter.windowMicros());
  }

  private static String shown(Meter meter) {
    return meter.amount() + " in " + meter.windowMicros() / 1_000_000.0 + " s";
  }

  private static String who(Call call) {
    var tenant = call.caller().tenant();
    String plan = tenant == null || tenant.plan().isEmpty() ? "" : " on plan " + tenant.plan();
    return plan + (tenant == null ? "" : " with " + CountText.of(tenant.users(), "user"));
  }

  private static List<String> steps(PhaseSchedule schedule) {
    return schedule.steps().stream().map(RuleComparison::step).toList();
  }

  private static String step(PhaseSchedule.Step step) {
    String cohort = text(step.cohort());
    return step.phase()
        + " from "
        + dev.headgate.core.time.Micros.instant(step.from())
        + " for "
        + step.share() / 100.0
        + "%"
        + (cohort.isEmpty() ? "" : " of " + cohort);
  }

  private static String text(Condition condition) {
    return condition instanceof CelCondition expression ? expression.expression().text() : "";
  }
}
