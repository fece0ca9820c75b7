package dev.headgate.server.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids that nobody can guess. */
final class Ids {
  private static final int BYTES = 9;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
