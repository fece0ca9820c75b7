package dev.headgate.server.store.cluster;

import dev.headgate.server.observe.Metrics;
import java.util.concurrent.atomic.LongAdder;

/** How often calls touched several partitions, and what came of it. Safe for all threads. */
final class Counts {
  /** Calls that touch several partitions. */
  final LongAdder spanning = new LongAdder();

  /** Holds that were refused though the partition would have granted them a moment before. */
  final LongAdder refused = new LongAdder();

  /** Calls that were tried once more because something was held for another. */
  final LongAdder again = new LongAdder();

  /** Calls that were refused in the end only because something was held for another. */
  final LongAdder heldBack = new LongAdder();

  /** Holds of nodes that did not confirm them, given back by this node. */
  final LongAdder lapsed = new LongAdder();

  /** Calls that were not granted because a confirmation came too late. */
  final LongAdder late = new LongAdder();

  /** Parts that ended by themselves because the home of their call did not know it. */
  final LongAdder orphaned = new LongAdder();

  void showIn(Metrics metrics) {
    metrics.counter("headgate.cluster.spanning", spanning::sum);
    metrics.counter("headgate.cluster.holds.refused", refused::sum);
    metrics.counter("headgate.cluster.tried.again", again::sum);
    metrics.counter("headgate.cluster.held.back", heldBack::sum);
    metrics.counter("headgate.cluster.holds.lapsed", lapsed::sum);
    metrics.counter("headgate.cluster.confirmed.late", late::sum);
    metrics.counter("headgate.cluster.orphaned", orphaned::sum);
  }
}
