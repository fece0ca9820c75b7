package dev.headgate.server.store.lease;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.time.Monotonic;
import java.util.concurrent.TimeUnit;

/** Questions that were put and are not answered yet. Safe for all threads. */
final class Underway {
  private int count;

  /** The same answer, waited for. */
  <T> Answer<T> until(Answer<T> answer) {
    synchronized (this) {
      count++;
    }
    return new Answer<>() {
      @Override
      public void value(T value) {
        try {
          answer.value(value);
        } finally {
          answered();
        }
      }

      @Override
      public void failure(Exception cause) {
        try {
          answer.failure(cause);
        } finally {
          answered();
        }
      }
    };
  }

  private synchronized void answered() {
    count--;
    notifyAll();
  }

  /** Waits until none is left, for a while; how many are left then. */
  synchronized int awaitNone(long millis) {
    long deadline = Monotonic.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      long left = millis;
      while (count > 0 && left > 0) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(deadline - Monotonic.nanos());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return count;
  }
}
