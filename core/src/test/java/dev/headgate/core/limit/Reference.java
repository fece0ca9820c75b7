package dev.headgate.core.limit;

import java.util.List;
import java.util.function.BiPredicate;

/** The slow and obvious answer: everything that ever happened is added up anew each time. */
@FunctionalInterface
public interface Reference {
  /** The largest cost that passes at the instant; negative in debt. */
  long free(List<Event> events, long now);

  /** What is shown as left. */
  default long shown(List<Event> events, long now) {
    return Math.max(0, free(events, now));
  }

  /** For kinds where a taking counts in full or not at all. */
  static Reference window(long amount, BiPredicate<Event, Long> counts) {
    return (events, now) ->
        amount
            - events.stream().filter(event -> counts.test(event, now)).mapToLong(Event::net).sum();
  }
}
