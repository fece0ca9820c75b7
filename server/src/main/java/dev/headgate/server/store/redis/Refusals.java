package dev.headgate.server.store.redis;

import dev.headgate.server.store.StoreRefused;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Why a server cannot be used, in one line without secrets. */
public final class Refusals {
  /** How a failure of the operating system begins. */
  private static final Pattern SYSTEM_CALL =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

  private static final String USUAL = " (expected: a Redis or Valkey that lets us in)";

  private Refusals() {}

  /** Why nobody let us in at a place: where what listens there is another thing, it says so. */
  static StoreRefused of(RedisURI uri, RedisException failed) {
    RedisURI asked = uri.getSentinels().isEmpty() ? uri : uri.getSentinels().getFirst();
    boolean answered = rootOf(failed) instanceof RedisCommandExecutionException;
    String place = place(uri);
    if (!answered && asked.isSsl() && Knock.isPlain(asked)) {
      return new StoreRefused(
          place + ": a server without TLS (expected: TLS, or redis in the place of rediss)");
    }
    if (!answered && !asked.isSsl() && Knock.isSecured(asked)) {
      return new StoreRefused(
          place + ": a server with TLS (expected: rediss in the place of redis in the URL)");
    }
    return new StoreRefused(line(place, failed));
  }

  private static Throwable rootOf(Throwable failed) {
    Throwable cause = failed;
    while (true) {
      // What sentinels answered is told as if they had not, with what it was beside it.
      Throwable beneath =
          cause instanceof RedisCommandTimeoutException && cause.getSuppressed().length > 0
              ? cause.getSuppressed()[0]
              : cause.getCause();
      if (beneath == null) {
        return cause;
      }
      cause = beneath;
    }
  }

  /** What was found and what was expected. */
  public static String line(String place, Throwable failed) {
    Throwable cause = rootOf(failed);
    String said = String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
    return place + ": " + found(cause, SYSTEM_CALL.matcher(said).replaceFirst(""));
  }

  private static String found(Throwable cause, String said) {
    return switch (cause) {
      case TimeoutException none -> "no answer" + USUAL;
      case RedisCommandTimeoutException none -> "no answer" + USUAL;
      case SslHandshakeTimeoutException none -> "no answer" + USUAL;
      case CertPathBuilderException unknown ->
          "a certificate of no authority that is trusted"
              + " (expected: one of tls.issuers, or of those that Java trusts)";
      case CertificateException wrong when said.startsWith("No ") ->
          "a certificate for another host: " + said + " (expected: the host that is named)";
      case SSLException failed -> said + " (expected: TLS that both sides accept)";
      default ->
          said.startsWith("Cannot provide redisAddress")
              ? "no primary of that name (expected: the name of `sentinel monitor` after the #)"
              : said + USUAL;
    };
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
        ? place(uri.getSentinels()) + " (sentinels of " + uri.getSentinelMasterId() + ")"
        : uri.getHost() + ":" + uri.getPort();
  }

  /** Where a cluster is, without user and password. */
  static String place(List<RedisURI> members) {
    return members.stream().map(Refusals::place).collect(Collectors.joining(","));
  }
}
