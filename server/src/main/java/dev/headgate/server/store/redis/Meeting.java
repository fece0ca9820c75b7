package dev.headgate.server.store.redis;

import dev.headgate.server.store.StoreRefused;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How a node and a server get to know each other. The script carries the server's run id, so a
 * server that was restarted or took over does not know it, and is met anew: only then can what it
 * lost be told from what it never had. Safe for all threads; one meeting at a time.
 */
final class Meeting {
  /** The newest layout of the epoch that this program understands. */
  static final int FORMAT = 1;

  private static final String EPOCH_CHANGED = "HEADGATE-EPOCH";
  private static final int NAME_BYTES = 8;

  private static final String JOIN = Texts.script("join.lua");

  private final Link link;
  private final Names names;
  private final SecureRandom random = new SecureRandom();
  private volatile Epoch epoch = new Epoch("", 0);
  private volatile @Nullable String sha;
  private @Nullable CompletableFuture<String> underWay;

  /**
   * What a server was found to have.
   *
   * @param name differs for each time that something may have been lost; empty before it was met
   * @param lostAt instant of the last loss in microseconds, 0 where nothing was lost
   */
  record Epoch(String name, long lostAt) {}

  Meeting(Link link, Names names) {
    this.link = link;
    this.names = names;
  }

  /** The digest under which the server knows the script, or null before it was met. */
  @Nullable String sha() {
    return sha;
  }

  /** What the server had when it was met last. */
  Epoch epoch() {
    return epoch;
  }

  /** Meets the server, unless that was done since a digest became stale. */
  synchronized CompletionStage<String> anew(@Nullable String stale) {
    String known = sha;
    if (known != null && !known.equals(stale)) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<String> present = underWay;
    if (present == null || present.isDone()) {
      present = meet().toCompletableFuture();
      underWay = present;
    }
    return present;
  }

  private CompletionStage<String> meet() {
    try {
      return link.commands()
          .info("server")
          .thenApply(info -> ServerReport.of(info).need("run_id"))
          .thenCompose(run -> join(run).thenCompose(joined -> load(run)));
    } catch (RuntimeException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private CompletionStage<Epoch> join(String run) {
    byte[] fresh = new byte[NAME_BYTES];
    random.nextBytes(fresh);
    CompletionStage<byte[]> joined =
        link.commands()
            .eval(
                JOIN,
                ScriptOutputType.VALUE,
                new String[] {names.epoch()},
                Texts.bytes(run),
                Texts.bytes(epoch.name()),
                Texts.bytes(HexFormat.of().formatHex(fresh)),
                Texts.bytes(Integer.toString(FORMAT)));
    return joined.thenApply(text -> epoch = epoch(text, run.length()));
  }

  private CompletionStage<String> load(String run) {
    return link.commands()
        .scriptLoad(Texts.bytes(Texts.counters(run)))
        .thenApply(digest -> sha = digest);
  }

  private static Epoch epoch(byte[] text, int run) {
    ByteBuffer numbers = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    byte[] name = Arrays.copyOfRange(text, run + 2 * Double.BYTES, text.length);
    String told = new String(name, java.nio.charset.StandardCharsets.ISO_8859_1);
    return new Epoch(told, (long) numbers.getDouble(run));
  }

  /** Whether a failure says that nothing was carried out because the server must be met first. */
  static boolean asksFor(Throwable failure) {
    Throwable cause = unwrapped(failure);
    return cause instanceof RedisNoScriptException
        || (cause instanceof RedisCommandExecutionException
            && String.valueOf(cause.getMessage()).contains(EPOCH_CHANGED));
  }

  /** A failure as whoever asked hears it. */
  static Exception told(Throwable failure) {
    Throwable cause = unwrapped(failure);
    String message = String.valueOf(cause.getMessage());
    if (message.contains("HEADGATE-FOREIGN")) {
      return new StoreRefused("the epoch's key holds something else (expected: nothing, or ours)");
    }
    if (message.contains("HEADGATE-FORMAT")) {
      return new StoreRefused(
          "data of layout "
              + message.replaceAll(".*HEADGATE-FORMAT ([0-9]+).*", "$1")
              + " (expected: at most "
              + FORMAT
              + "; use a newer Headgate)");
    }
    return cause instanceof Exception exception ? exception : new IllegalStateException(cause);
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
