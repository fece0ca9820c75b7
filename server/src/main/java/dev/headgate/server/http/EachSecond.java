package dev.headgate.server.http;

import dev.headgate.core.time.Micros;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Lets one message out each second and counts those held back. Safe for all threads. */
final class EachSecond {
  private final AtomicLong nextAt = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong heldBack = new AtomicLong();

  /**
   * Says something, or counts that it was not said.
   *
   * @param nowMicros the present instant
   * @param message told how many were held back since the last one
   */
  void say(long nowMicros, LongConsumer message) {
    long due = nextAt.get();
    if (nowMicros >= due && nextAt.compareAndSet(due, nowMicros + Micros.SECOND)) {
      message.accept(heldBack.getAndSet(0));
    } else {
      heldBack.incrementAndGet();
    }
  }
}
