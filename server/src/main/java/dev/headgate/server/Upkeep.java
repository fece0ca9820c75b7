package dev.headgate.server;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a server does once a second beside answering, on one thread of its own; jobs that may wait
 * for long have another. A job that fails harms no other job and is run again.
 */
final class Upkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final int EVERY_SECONDS = 1;

  private final ScheduledExecutorService thread;

  Upkeep(String name, List<Runnable> jobs) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("headgate-" + name).factory());
    var _ =
        thread.scheduleWithFixedDelay(
            () -> run(jobs), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Runs each job once, whatever becomes of the others; only an error of the machine goes out. */
  static void run(List<Runnable> jobs) {
    jobs.forEach(Upkeep::guarded);
  }

  private static void guarded(Runnable job) {
    try {
      job.run();
    } catch (VirtualMachineError fatal) {
      LOG.log(Level.ERROR, "upkeep ends", fatal);
      throw fatal;
    } catch (RuntimeException | Error failed) {
      LOG.log(Level.ERROR, "a job of the upkeep failed and is run again in a second", failed);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
