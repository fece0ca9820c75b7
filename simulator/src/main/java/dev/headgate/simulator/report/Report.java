package dev.headgate.simulator.report;

import dev.headgate.core.time.Micros;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.replay.IntakeReading;
import dev.headgate.simulator.replay.NotReplayed;
import dev.headgate.simulator.replay.ReplayResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One replay for people and programs.
 *
 * @param head how it came about
 * @param result what was read and decided
 * @param tally the sums
 * @param names how callers are called
 */
public record Report(ReportHead head, ReplayResult result, Tally tally, Names names) {
  /** How many of the worst are shown where not all are. */
  static final int WORST = 10;

  /**
   * Why the answer is about less than the whole input, each in a sentence; none where it is not.
   */
  public List<String> gaps() {
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
          late.count()
              + " lines came too late to be put in order and were not replayed, the first at "
              + late.samples().getFirst());
    }
    if (mostlyUnreadable()) {
      gaps.add(
          reading.unreadable().count()
              + " of "
              + reading.lines()
              + " lines cannot be read, the first at "
              + reading.unreadable().samples().getFirst());
    }
    if (result.cutShort() > 0) {
      gaps.add("more calls than fit into memory waited for their order; some may be out of order");
    }
    return List.copyOf(gaps);
  }

  /** Whether more than one line of a hundred cannot be read: then something else is the matter. */
  private boolean mostlyUnreadable() {
    return 100 * result.reading().unreadable().count() > result.reading().lines();
  }

  /** A length of time in whole seconds, rounded up. */
  static long seconds(long micros) {
    return Micros.secondsUntil(0, micros);
  }

  /** An instant as text; empty for one that never came. */
  static String instant(long micros) {
    return micros >= Micros.NEVER ? "" : Micros.instant(micros).toString();
  }
}
