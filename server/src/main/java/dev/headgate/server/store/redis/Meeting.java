package dev.headgate.server.store.redis;

import dev.headgate.server.store.StoreRefused;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How a node and a server get to know each other. Each question carries the epoch that the node
 * knows; it holds the server's run id and the last loss. After each break of the connection, and
 * where the epoch is another one, the server is met anew before it is asked again: only so can what
 * it lost be told from what it never had. Safe for all threads; one meeting at a time.
 */
final class Meeting {
  /** The newest layout of the epoch that this program understands. */
  static final int FORMAT = 1;

  private static final String EPOCH_CHANGED = "HEADGATE-EPOCH";
  private static final String NO_FUNCTION = "Function not found";
  private static final String KNOWN = "already exists";
  private static final int NAME_BYTES = 8;

  private static final String JOIN = Texts.script("join.lua");

  private final Link link;
  private final Names names;
  private final Outstanding outstanding;
  private final Library library = Library.of(Texts.counters());
  private final SecureRandom random = new SecureRandom();
  private volatile Epoch latest = Epoch.NONE;
  private volatile @Nullable Epoch valid;
  private @Nullable CompletableFuture<Epoch> underWay;

  /**
   * What a server was found to have.
   *
   * @param text as the server keeps it
   * @param name differs for each time that something may have been lost; empty before it was met
   * @param lostAt instant of the last loss in microseconds, 0 where nothing was lost
   */
  record Epoch(String text, String name, long lostAt) {
    static final Epoch NONE = new Epoch("", "", 0);
  }

  Meeting(Link link, Names names, Outstanding outstanding) {
    this.link = link;
    this.names = names;
    this.outstanding = outstanding;
    link.onDisconnect(() -> valid = null);
  }

  /** The function that answers. */
  String function() {
    return library.name();
  }

  /** What the server has, or null where it has to be met first. */
  @Nullable Epoch valid() {
    return valid;
  }

  /** What the server had when it was met last. */
  Epoch latest() {
    return latest;
  }

  /** Meets the server, unless that was done since an epoch became stale. */
  synchronized CompletionStage<Epoch> anew(@Nullable Epoch stale) {
    Epoch known = valid;
    if (known != null && !known.equals(stale)) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<Epoch> present = underWay;
    if (present == null || present.isDone()) {
      present = meet().toCompletableFuture();
      underWay = present;
    }
    return present;
  }

  private CompletionStage<Epoch> meet() {
    try {
      return outstanding
          .watch(link.commands().info("server"))
          .thenApply(info -> ServerReport.of(info).need("run_id"))
          .thenCompose(this::join)
          .thenCompose(met -> load().thenApply(loaded -> valid = met));
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
                Texts.bytes(latest.name()),
                Texts.bytes(HexFormat.of().formatHex(fresh)),
                Texts.bytes(Integer.toString(FORMAT)));
    return outstanding.watch(joined).thenApply(text -> latest = epoch(text, run.length()));
  }

  private CompletionStage<String> load() {
    return outstanding
        .watch(link.commands().functionLoad(library.code()))
        .exceptionallyCompose(
            failure ->
                String.valueOf(unwrapped(failure).getMessage()).contains(KNOWN)
                    ? CompletableFuture.completedFuture(library.name())
                    : CompletableFuture.failedFuture(failure));
  }

  private static Epoch epoch(byte[] text, int run) {
    ByteBuffer numbers = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    String all = Texts.text(text);
    String name = all.substring(run + 2 * Double.BYTES);
    return new Epoch(all, name, (long) numbers.getDouble(run));
  }

  /** Whether a failure says that nothing was carried out because the server must be met first. */
  static boolean asksFor(Throwable failure) {
    Throwable cause = unwrapped(failure);
    String message = String.valueOf(cause.getMessage());
    return cause instanceof RedisCommandExecutionException
        && (message.contains(EPOCH_CHANGED) || message.contains(NO_FUNCTION));
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
