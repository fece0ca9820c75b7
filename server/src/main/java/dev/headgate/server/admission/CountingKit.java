package dev.headgate.server.admission;

import dev.headgate.core.counting.CountingPlan;
import dev.headgate.core.counting.Scratch;
import dev.headgate.core.pricing.Work;
import dev.headgate.server.observe.BodyCounts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What all countings of a gateway share: room for each thread, and the metrics. */
final class CountingKit {
  private static final int PIECE_BYTES = 8_192;
  private static final int PLANS_MAX = 10_000;

  private final ThreadLocal<Room> rooms =
      ThreadLocal.withInitial(() -> new Room(new Scratch(), new byte[PIECE_BYTES]));
  private final Map<Work, CountingPlan> plans = new ConcurrentHashMap<>();
  private final BodyCounts counts;

  /**
   * The room of one thread, used within one step only.
   *
   * @param piece for bytes that were unpacked
   */
  @SuppressWarnings("ArrayRecordComponent") // scratch, never compared
  record Room(Scratch scratch, byte[] piece) {}

  CountingKit(BodyCounts counts) {
    this.counts = counts;
  }

  Room room() {
    return rooms.get();
  }

  /** The compiled paths of an operation. */
  CountingPlan plan(Work.Reads reads) {
    return plan(reads, () -> CountingPlan.of(reads));
  }

  /** The compiled path of an operation. */
  CountingPlan plan(Work.Writes writes) {
    return plan(writes, () -> CountingPlan.of(List.of(writes.each())));
  }

  /** Compiled once for each work; all are forgotten at the bound, which only reloads can reach. */
  private CountingPlan plan(Work work, Supplier<CountingPlan> compile) {
    CountingPlan known = plans.get(work);
    if (known != null) {
      return known;
    }
    if (plans.size() >= PLANS_MAX) {
      plans.clear();
    }
    CountingPlan fresh = compile.get();
    plans.put(work, fresh);
    return fresh;
  }

  BodyCounts counts() {
    return counts;
  }
}
