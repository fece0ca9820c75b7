package dev.headgate.server.proxy;

import java.nio.charset.StandardCharsets;

/**
 * Tells requests apart that a script makes, by 64 bits (FNV-1a): enough to see that one comes again
 * and again, and nothing can be read back from it. Stateless.
 */
final class Digest {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Digest() {}

  static long of(byte[] bytes) {
    return of(BASIS, bytes);
  }

  static long of(String... texts) {
    long digest = BASIS;
    for (String text : texts) {
      digest = of(digest, text.getBytes(StandardCharsets.UTF_8)) * PRIME;
    }
    return digest;
  }

  private static long of(long start, byte[] bytes) {
    long digest = start;
    for (byte next : bytes) {
      digest = (digest ^ (next & 0xff)) * PRIME;
    }
    return digest;
  }
}
