package dev.headgate.core.scenario;

import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.time.TimeSource;
import java.util.function.LongConsumer;

/**
 * A store that is held against the reference. It answers on the calling thread.
 *
 * @param counters its counters
 * @param reservations its reservations
 * @param housekeep what it does once a second
 * @param forgets whether that forgets what nobody would notice by the numbers known so far
 */
public record StoreUnderTest(
    CounterStore counters, ReservationStore reservations, LongConsumer housekeep, boolean forgets) {
  private static final int REMEMBERED_MAX = 1_000_000;

  /** Opens an empty store of one kind. */
  @FunctionalInterface
  public interface Kind {
    /**
     * Opens one.
     *
     * @param time by which it counts
     * @param listener hears of every ending
     */
    StoreUnderTest open(TimeSource time, SettlementListener listener);
  }

  /** The memory of this process. */
  public static StoreUnderTest inMemory(TimeSource time, SettlementListener listener) {
    MemoryStore store = new MemoryStore(REMEMBERED_MAX, listener);
    return new StoreUnderTest(store, store, store::housekeep, true);
  }
}
