package dev.headgate.server.observe;

import dev.headgate.core.usage.UsageLog;
import dev.headgate.core.usage.UsageRecord;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How reservations ended, and the points that no rule could charge. Safe for all threads. */
public final class EndingCounts implements UsageLog {
  private final Map<UsageRecord.Kind, LongAdder> byKind = new EnumMap<>(UsageRecord.Kind.class);
  private final LongAdder unpaid = new LongAdder();

  /** Counts from zero. */
  public EndingCounts() {
    for (UsageRecord.Kind kind : UsageRecord.Kind.values()) {
      if (!kind.isDecision()) {
        byKind.put(kind, new LongAdder());
      }
    }
  }

  @Override
  public void append(UsageRecord happened) {
    LongAdder count = byKind.get(happened.kind());
    if (count != null) {
      count.increment();
    }
    unpaid.add(happened.cost().unpaid());
  }

  /** Shows the counts among the metrics of a server. */
  public void showIn(MeterRegistry registry) {
    byKind.forEach(
        (kind, count) ->
            FunctionCounter.builder("headgate.endings", count, LongAdder::sum)
                .description("Endings of reservations by kind")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry));
    FunctionCounter.builder("headgate.unpaid.points", unpaid, LongAdder::sum)
        .description("Points of real costs that no rule could charge")
        .register(registry);
  }
}
