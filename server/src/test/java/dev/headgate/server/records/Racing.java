package dev.headgate.server.records;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that begin at once, and what the first of them that failed says. */
public final class Racing {
  private static final long SECONDS_MAX = 120;

  private Racing() {}

  /** What one of the threads does. */
  @FunctionalInterface
  public interface Runner {
    void run(int thread) throws Exception;
  }

  public static void run(int threads, Runner runner) throws Exception {
    CyclicBarrier begin = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(
            pool.submit(
                () -> {
                  begin.await(SECONDS_MAX, TimeUnit.SECONDS);
                  runner.run(thread);
                  return thread;
                }));
      }
      for (Future<?> one : running) {
        one.get(SECONDS_MAX, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
