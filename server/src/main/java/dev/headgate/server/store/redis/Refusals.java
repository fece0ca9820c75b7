package dev.headgate.server.store.redis;

import io.lettuce.core.RedisURI;
import java.util.concurrent.TimeoutException;

/** Why a server cannot be used, in one line without secrets. */
public final class Refusals {
  private Refusals() {}

  /** What was found and what was expected. */
  public static String line(String place, Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String found =
        cause instanceof TimeoutException ? "no answer" : String.valueOf(cause.getMessage());
    return place + ": " + found + " (expected: a Redis or Valkey that lets us in)";
  }

  /** Where a server is, without user and password. */
  public static String place(RedisURI uri) {
    return uri.getHost() == null
        ? "sentinels of " + uri.getSentinelMasterId()
        : uri.getHost() + ":" + uri.getPort();
  }
}
