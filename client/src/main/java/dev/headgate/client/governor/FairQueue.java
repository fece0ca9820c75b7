package dev.headgate.client.governor;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait at one gate, in fair order: tenants that always wait get equal parts of what
 * the gate lets through, weighted by priority, however many calls each has (start-time fair
 * queueing; Goyal, Vin and Cheng, SIGCOMM 1996). Calls that had waited before come first.
 */
final class FairQueue {
  /** Whose calls are one row. */
  private record Row(String tenant, int weight) {}

  private static final Comparator<Waiter> ORDER =
      Comparator.<Waiter>comparingDouble(waiter -> waiter.start)
          .thenComparingLong(waiter -> waiter.order);

  private final PriorityQueue<Waiter> calls = new PriorityQueue<>(ORDER);
  private final Map<Row, Double> ends = new HashMap<>();
  private double virtual;

  /** Takes its place behind the calls of its tenant. */
  void add(Waiter waiter, long cost) {
    int weight = waiter.call.terms().priority().weight();
    Row row = new Row(waiter.call.tenant(), weight);
    waiter.start = Math.max(virtual, ends.getOrDefault(row, 0.0));
    ends.put(row, waiter.start + (double) Math.max(1, cost) / weight);
    calls.add(waiter);
  }

  /** Takes a place before all that have not waited elsewhere. */
  void addFirst(Waiter waiter) {
    waiter.start = Double.NEGATIVE_INFINITY;
    calls.add(waiter);
  }

  @Nullable Waiter first() {
    return calls.peek();
  }

  void removeFirst() {
    Waiter first = calls.poll();
    if (first != null) {
      virtual = Math.max(virtual, first.start);
    }
    forget();
  }

  void remove(Waiter waiter) {
    calls.remove(waiter);
    forget();
  }

  int size() {
    return calls.size();
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  private void forget() {
    if (calls.isEmpty()) {
      ends.clear();
      virtual = 0;
    }
  }
}
