package dev.headgate.server.store.redis;

import dev.headgate.server.store.StoreRefused;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
        cause instanceof TimeoutException
            ? "no answer"
            : String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
    return place + ": " + found + " (expected: a Redis or Valkey that lets us in)";
  }

  /** Opens what lies behind a link; where that fails the link is closed, and it says why. */
  static <T> T opened(Link link, String place, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (CompletionException failed) {
      link.close();
      throw Meeting.told(failed) instanceof StoreRefused refused
          ? refused
          : new StoreRefused(line(place, failed));
    } catch (RuntimeException failed) {
      link.close();
      throw failed;
    }
  }

  /** Where a server is, without user and password. */
  public static String place(RedisURI uri) {
    return uri.getHost() == null
        ? "sentinels of " + uri.getSentinelMasterId()
        : uri.getHost() + ":" + uri.getPort();
  }

  /** Where a cluster is, without user and password. */
  static String place(List<RedisURI> members) {
    return members.stream().map(Refusals::place).collect(Collectors.joining(","));
  }
}
