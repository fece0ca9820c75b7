package dev.headgate.client.http;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The present instant in microseconds since the epoch: the wall clock once, and the monotonic clock
 * from there on, so that nobody who sets the clock makes calls leave early. Safe for all threads.
 */
final class ClientTime implements LongSupplier {
  private final long wallMicros;
  private final long startNanos;

  ClientTime() {
    Instant now = Instant.now();
    wallMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    startNanos = System.nanoTime();
  }

  @Override
  public long getAsLong() {
    return wallMicros + (System.nanoTime() - startNanos) / 1_000;
  }
}
