package dev.headgate.server.store.outage;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs jobs again and again on one thread of its own; one that fails is run again. */
final class Pulse implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("headgate-store-pulse").factory());

  void every(long millis, Runnable job) {
    var _ = thread.scheduleWithFixedDelay(() -> run(job), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void run(Runnable job) {
    try {
      job.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.ERROR, "a job between node and store failed and is run again", failed);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
