package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what a fleet comes to, with a deadline. */
final class Awaited {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_NANOS = 1_000_000;

  private Awaited() {}

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for two minutes at most; the state is what is said where it never comes. */
  static void until(Condition condition, Supplier<String> state) throws IOException {
    until(PATIENCE, condition, state);
  }

  /** The same with another deadline. */
  static void until(Duration patience, Condition condition, Supplier<String> state)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(state).isLessThan(deadline);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
