package dev.headgate.server;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a server does once a second beside answering, on one thread of its own. */
final class Upkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final int EVERY_SECONDS = 1;

  private final ScheduledExecutorService thread;

  Upkeep(Runnable work) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("headgate-upkeep").factory());
    var _ =
        thread.scheduleWithFixedDelay(
            () -> guarded(work), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.ERROR, "upkeep failed and goes on in a second", failed);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
