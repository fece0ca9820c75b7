package dev.headgate.client.host;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The wall clock, in microseconds since the epoch: the one clock that all processes of a host read
 * alike. It may be set; whoever uses it must not trust an instant that lies too far ahead.
 */
final class HostTime implements LongSupplier {
  @Override
  public long getAsLong() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
