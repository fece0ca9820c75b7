package dev.headgate.server.scripts;

import dev.headgate.client.listen.Note;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.text.CountText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes on at one moment.
 *
 * @param waiting requests that wait to be sent
 * @param underWay requests that were sent and are not answered
 * @param hour sums of this hour
 * @param queues who waits, the longest queue first
 * @param loops that run away
 */
public record Standing(
    int waiting, int underWay, Counts hour, List<Queue> queues, List<Loop> loops) {
  /** Nothing at all. */
  public static final Standing NOTHING = new Standing(0, 0, Counts.NONE, List.of(), List.of());

  private static final int QUEUES_SHOWN = 5;

  /**
   * The requests of one script that wait.
   *
   * @param longestMicros how long the first has waited
   * @param why where and why the one that came last waits, in words
   */
  public record Queue(String script, int waiting, long longestMicros, String why) {
    Queue plus(Queue other) {
      return new Queue(
          script, waiting + other.waiting, Math.max(longestMicros, other.longestMicros), other.why);
    }
  }

  /** Copies. */
  public Standing {
    queues = List.copyOf(queues);
    loops = List.copyOf(loops);
  }

  static Standing of(Collection<Visit> open, Counts hour, List<Loop> loops, long now) {
    Map<String, Queue> queues = new TreeMap<>();
    int waiting = 0;
    for (Visit visit : open) {
      Note.Waiting why = visit.waiting();
      if (why != null) {
        waiting++;
        String script = visit.script().name();
        queues.merge(
            script, new Queue(script, 1, now - visit.cameAt(), why.words(now)), Queue::plus);
      }
    }
    List<Queue> longest = new ArrayList<>(queues.values());
    longest.sort(Comparator.comparingInt(Queue::waiting).reversed());
    return new Standing(waiting, open.size() - waiting, hour, longest, loops);
  }

  /** A few lines for a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        ("%d waiting, %d under way; this hour %s, %d sent, %d refused, %d avoided,"
                + " %.0f s waited")
            .formatted(
                waiting,
                underWay,
                CountText.of(hour.made().calls(), "call"),
                hour.made().sent(),
                hour.made().refused(),
                hour.avoided(),
                (double) hour.waitedMicros() / Micros.SECOND));
    for (Queue queue : queues.subList(0, Math.min(QUEUES_SHOWN, queues.size()))) {
      lines.add(
          "  %s: %d waiting, the first for %.1f s; the last %s"
              .formatted(
                  queue.script(),
                  queue.waiting(),
                  (double) queue.longestMicros() / Micros.SECOND,
                  queue.why()));
    }
    loops.stream().limit(QUEUES_SHOWN).forEach(loop -> lines.add("  runs away: " + loop.words()));
    return lines;
  }
}
