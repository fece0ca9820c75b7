package dev.headgate.server.store.redis;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers that identify holders inside counters, by node and count. Safe for all threads. */
final class Serials {
  /** A node's part of a serial number, above the count of its reservations. */
  private static final int NODE_BITS = 20;

  private static final int COUNT_BITS = 32;

  private final AtomicLong last;

  Serials() {
    long node = new SecureRandom().nextInt(1 << NODE_BITS);
    last = new AtomicLong(node << COUNT_BITS);
  }

  long next() {
    return last.incrementAndGet();
  }
}
