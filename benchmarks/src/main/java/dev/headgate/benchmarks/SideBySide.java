package dev.headgate.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures contestants in one process in turns, round after round, by the processor time of the
 * threads that run them, so that a noisy neighbour costs both sides the same, which is little.
 * Prints nanoseconds of processor time per operation and bytes allocated, medians over the rounds.
 */
final class SideBySide {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Work to measure: so many operations; the result only keeps the work from being dropped. */
  interface Contestant {
    long run(int operations);
  }

  /** Medians of one contestant. */
  record Cost(double nanos, double bytes) {}

  private final int warmups;
  private final int rounds;
  private final int operations;
  private final LongAdder kept = new LongAdder();

  SideBySide(int warmups, int rounds, int operations) {
    this.warmups = warmups;
    this.rounds = rounds;
    this.operations = operations;
  }

  /** Processor time per operation of each contestant when so many threads run it at once. */
  Map<String, Cost> measure(Map<String, Contestant> contestants, int threads) {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round < warmups + rounds; round++) {
      for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
        Cost cost = round(contestant.getValue(), threads);
        if (round >= warmups) {
          costs.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>()).add(cost);
        }
      }
    }
    Map<String, Cost> medians = new LinkedHashMap<>();
    costs.forEach((name, all) -> medians.put(name, median(all)));
    return medians;
  }

  private Cost round(Contestant contestant, int threads) {
    if (threads == 1) {
      return own(contestant);
    }
    Cost[] costs = new Cost[threads];
    CountDownLatch start = new CountDownLatch(threads);
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int index = i;
      running[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    start.countDown();
                    while (start.getCount() > 0) {
                      Thread.onSpinWait();
                    }
                    costs[index] = own(contestant);
                  });
    }
    for (Thread thread : running) {
      join(thread);
    }
    double nanos = Arrays.stream(costs).mapToDouble(Cost::nanos).average().orElseThrow();
    double bytes = Arrays.stream(costs).mapToDouble(Cost::bytes).average().orElseThrow();
    return new Cost(nanos, bytes);
  }

  private Cost own(Contestant contestant) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long before = THREADS.getCurrentThreadCpuTime();
    kept.add(contestant.run(operations));
    long nanos = THREADS.getCurrentThreadCpuTime() - before;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return new Cost((double) nanos / operations, (double) allocated / operations);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("interrupted while measuring", stopped);
    }
  }

  private static Cost median(List<Cost> costs) {
    double[] nanos = costs.stream().mapToDouble(Cost::nanos).sorted().toArray();
    double[] bytes = costs.stream().mapToDouble(Cost::bytes).sorted().toArray();
    return new Cost(nanos[nanos.length / 2], bytes[bytes.length / 2]);
  }
}
