package dev.headgate.client.governor;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait at one gate, in fair order: tenants, and lines of a tenant, that always wait
 * get equal parts of what the gate lets through, weighted by priority, however many calls each has
 * (start-time fair queueing; Goyal, Vin and Cheng, SIGCOMM 1996). Calls that had waited before come
 * first.
 */
final class FairQueue {
  /** Whose calls are one row. */
  private record Row(String tenant, String line, int weight) {}

  private static final Comparator<Waiter> ORDER =
      Comparator.<Waiter>comparingDouble(waiter -> waiter.start)
          .thenComparingLong(waiter -> waiter.order);

  private final PriorityQueue<Waiter> calls = new PriorityQueue<>(ORDER);
  private final Map<Row, Double> ends = new HashMap<>();
  private final Map<Row, Integer> waiting = new HashMap<>();
  private double virtual;

  /** Takes its place behind the calls of its tenant. */
  void add(Waiter waiter, long cost) {
    Row row = row(waiter);
    waiter.start = Math.max(virtual, ends.getOrDefault(row, 0.0));
    ends.put(row, waiter.start + (double) Math.max(1, cost) / row.weight());
    waiting.merge(row, 1, Integer::sum);
    calls.add(waiter);
  }

  /** About how many calls would leave before this one if it came now: rows take turns. */
  int ahead(Waiter waiter) {
    long own = waiting.getOrDefault(row(waiter), 0);
    return (int) Math.min(calls.size(), own * Math.max(1, waiting.size()) + waiting.size());
  }

  private static Row row(Waiter waiter) {
    return new Row(
        waiter.call.tenant(), waiter.call.party().line(), waiter.call.terms().priority().weight());
  }

  /** Takes a place before all that have not waited elsewhere. */
  void addFirst(Waiter waiter) {
    waiter.start = Double.NEGATIVE_INFINITY;
    waiting.merge(row(waiter), 1, Integer::sum);
    calls.add(waiter);
  }

  @Nullable Waiter first() {
    return calls.peek();
  }

  void removeFirst() {
    Waiter first = calls.poll();
    if (first != null) {
      count(first);
      virtual = Math.max(virtual, first.start);
    }
    forget();
  }

  void remove(Waiter waiter) {
    if (calls.remove(waiter)) {
      count(waiter);
    }
    forget();
  }

  int size() {
    return calls.size();
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  private void count(Waiter gone) {
    waiting.computeIfPresent(row(gone), (row, calls) -> calls == 1 ? null : calls - 1);
  }

  private void forget() {
    if (calls.isEmpty()) {
      ends.clear();
      virtual = 0;
    }
  }
}
