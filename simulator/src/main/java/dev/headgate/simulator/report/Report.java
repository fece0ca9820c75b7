package dev.headgate.simulator.report;

import dev.headgate.core.quota.Review;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.answer.RuleUsage;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.replay.IntakeReading;
import dev.headgate.simulator.replay.NotReplayed;
import dev.headgate.simulator.replay.ReplayResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One replay for people and programs.
 *
 * @param head how it came about
 * @param result what was read and decided
 * @param tally the sums
 * @param names how callers are called
 * @param findings what else there is to say
 */
public record Report(
    ReportHead head, ReplayResult result, Tally tally, Names names, Findings findings) {
  /** How many of the worst are shown where not all are. */
  static final int WORST = 10;

  /** Most refused first, then most called, then by name. */
  private static final Comparator<Map.Entry<String, Usage>> WORST_FIRST =
      Comparator.comparingLong((Map.Entry<String, Usage> one) -> -one.getValue().refused())
          .thenComparingLong(one -> -one.getValue().calls())
          .thenComparing(Map.Entry::getKey);

  /** One with nothing else to say. */
  public Report(ReportHead head, ReplayResult result, Tally tally, Names names) {
    this(head, result, tally, names, Findings.NONE);
  }

  /**
   * Why the answer is about less than the whole input, each in a sentence; none where it is not.
   */
  public List<String> gaps() {
    return gaps(result);
  }

  /** Why what a reading gave is about less than the whole input. */
  static List<String> gaps(ReplayResult result) {
    List<String> gaps = new ArrayList<>();
    switch (result.end()) {
      case WHOLE -> {}
      case STOPPED -> gaps.add("it was stopped before the end");
      case UNWRITABLE ->
          gaps.add("it ended because a list could not be written: " + result.trouble());
    }
    IntakeReading reading = result.reading();
    reading.broken().samples().forEach(place -> gaps.add(place.toString()));
    NotReplayed late = result.late();
    if (late.count() > 0) {
      gaps.add(
          CountText.of(late.count(), "line")
              + " came too late to be put in order and not replayed, the first at "
              + late.samples().getFirst());
    }
    if (mostlyUnreadable(reading)) {
      gaps.add(
          reading.unreadable().count()
              + " of "
              + CountText.of(reading.lines(), "line")
              + " cannot be read, the first at "
              + reading.unreadable().samples().getFirst());
    }
    if (result.cutShort() > 0) {
      gaps.add("more calls than fit into memory waited for their order; some may be out of order");
    }
    return List.copyOf(gaps);
  }

  /**
   * Usages by the names that are shown, worst first.
   *
   * @param callers whether they are names of callers, which may be replaced
   */
  public List<Map.Entry<String, Usage>> worst(Map<String, Usage> usages, boolean callers) {
    return usages.entrySet().stream()
        .map(one -> Map.entry(callers ? names.of(one.getKey()) : one.getKey(), one.getValue()))
        .sorted(WORST_FIRST)
        .toList();
  }

  /** The keys that a limit refused most, or would have, as they are shown, worst first. */
  public List<Map.Entry<String, Long>> worstKeys(RuleUsage usage) {
    return usage.refusedKeys().entrySet().stream()
        .map(entry -> Map.entry(shown(entry.getKey()), entry.getValue()))
        .sorted(
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
        .limit(WORST)
        .toList();
  }

  /** A key as it is shown; where the limit has one only, {@code (all)}. */
  public String shown(Key key) {
    String text = key.values().stream().map(names::of).collect(Collectors.joining(" "));
    return text.isEmpty() ? "(all)" : text;
  }

  /** The criteria of a review in words. */
  public static String criteria(Review review) {
    return "is for apps that use over %s%% of %s on %d of %s, with %s or more"
        .formatted(
            review.above() % 100 == 0
                ? Integer.toString(review.above() / 100)
                : String.format(Locale.ROOT, "%.2f", review.above() / 100.0),
            review.quota(),
            review.days(),
            CountText.of(review.of(), "day"),
            CountText.of(review.tenants(), "tenant"));
  }

  /** Whether more than one line of a hundred cannot be read: then something else is the matter. */
  private static boolean mostlyUnreadable(IntakeReading reading) {
    return 100 * reading.unreadable().count() > reading.lines();
  }

  /** A length of time in whole seconds, rounded up. */
  public static long seconds(long micros) {
    return Micros.secondsUntil(0, micros);
  }

  /** An instant as text; empty for one that never came. */
  static String instant(long micros) {
    return micros >= Micros.NEVER ? "" : Micros.instant(micros).toString();
  }
}
