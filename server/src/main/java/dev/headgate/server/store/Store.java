package dev.headgate.server.store;

import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.server.admin.CounterReset;
import dev.headgate.server.observe.KeyCounts;
import dev.headgate.server.observe.Metrics;

/**
 * Counters and reservations of a server, with all that it asks of them beside deciding. Safe for
 * all threads.
 */
public interface Store
    extends CounterStore, ReservationStore, CounterReset, KeyCounts, AutoCloseable {
  /** Does what has to be done about once a second at an instant; bounded, the rest is done next. */
  void housekeep(long now);

  /** Shows how it is doing. */
  void showIn(Metrics metrics);

  /** Writes what has to be kept and lets go; no call is under way any more. */
  @Override
  void close();
}
