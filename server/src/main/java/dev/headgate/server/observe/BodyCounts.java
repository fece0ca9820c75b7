package dev.headgate.server.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the bodies whose objects were to be counted. Safe for all threads. */
public final class BodyCounts {
  /** How the counting of a body ended. */
  public enum End {
    /** The number of its objects is known. */
    COUNTED,
    /** It ends too early. */
    CUT,
    /** It is no JSON. */
    NOT_JSON,
    /** It is packed in a way that is not unpacked here, or not packed as it says. */
    CODING,
    /** It grew too large when it was unpacked. */
    TOO_LARGE
  }

  private final Map<End, LongAdder> byEnd = new EnumMap<>(End.class);

  /** Counts from zero. */
  public BodyCounts() {
    for (End end : End.values()) {
      byEnd.put(end, new LongAdder());
    }
  }

  /** The counting of a body ended. */
  public void ended(End end) {
    LongAdder count = byEnd.get(end);
    if (count != null) {
      count.increment();
    }
  }

  /** Shows the counts among the metrics of a server. */
  public void showIn(MeterRegistry registry) {
    byEnd.forEach(
        (end, count) ->
            FunctionCounter.builder("headgate.bodies", count, LongAdder::sum)
                .description(
                    "Bodies whose objects were to be counted; all but counted are charged"
                        + " as reserved at least")
                .tag("end", end.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry));
  }
}
