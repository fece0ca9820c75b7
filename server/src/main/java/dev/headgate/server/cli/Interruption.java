package dev.headgate.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM do to a command that still has something to say: it stops and says it.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch answered = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable stop) {
    hook =
        Thread.ofPlatform()
            .name("headgate-interruption")
            .unstarted(
                () -> {
                  stop.run();
                  await();
                });
  }

  /** From now on the end of the process waits for the answer, a while. */
  static Interruption stops(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** The answer was written. */
  void answered() {
    answered.countDown();
  }

  @Override
  public void close() {
    answered();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException underWay) {
      // the process ends already, and the hook with it
    }
  }

  private void await() {
    try {
      var _ = answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
