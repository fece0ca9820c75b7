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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Some keys of the question are on this server, some on another: a slot is being moved. */
  private static final String TRY_AGAIN = "TRYAGAIN";

  private static final String ON_ITS_WAY = "non local key";
  private static final int NAME_BYTES = 8;
  private static final int RUN_BYTES = 40;

  /** Says another process than the one that counted before answers, and which that was. */
  private static final Pattern ANOTHER_RUN = Pattern.compile("HEADGATE-RUN ([0-9a-f]+)");

  /** Nobody has asked yet whether the process that counted before still lives. */
  private static final String UNKNOWN = "?";

  /** The process that counted before does not live any more. */
  private static final String NONE_LIVES = "";

  private static final String JOIN = Texts.script("join.lua");

  private final Link link;
  private final Names names;
  private final Outstanding outstanding;
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
    link.onDisconnect(names.epoch(), () -> valid = null);
    link.onMove(() -> valid = null);
  }

  /** The function that answers. */
  String function() {
    return Libraries.COUNTERS.name();
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
      return link.serving(names.epoch())
          .thenCompose(
              server ->
                  join(UNKNOWN)
                      .thenCompose(
                          met ->
                              outstanding
                                  .watch(link.libraries().load(server))
                                  .thenApply(done -> valid = met)));
    } catch (RuntimeException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  /** Where another process counted before, asks whether it still does, elsewhere. */
  private CompletionStage<Epoch> join(String living) {
    return outstanding
        .watch(send(living))
        .thenApply(text -> latest = epoch(text))
        .exceptionallyCompose(
            failure -> {
              Matcher another =
                  ANOTHER_RUN.matcher(String.valueOf(unwrapped(failure).getMessage()));
              if (!another.find() || !living.equals(UNKNOWN)) {
                return CompletableFuture.failedFuture(failure);
              }
              String run = another.group(1);
              return link.lives(run, names.epoch())
                  .thenCompose(lives -> join(lives ? run : NONE_LIVES));
            });
  }

  private CompletionStage<byte[]> send(String living) {
    byte[] fresh = new byte[NAME_BYTES];
    random.nextBytes(fresh);
    return link.commands()
        .eval(
            JOIN,
            ScriptOutputType.VALUE,
            new String[] {names.epoch()},
            Texts.bytes(latest.name()),
            Texts.bytes(HexFormat.of().formatHex(fresh)),
            Texts.bytes(Integer.toString(FORMAT)),
            Texts.bytes(living));
  }

  private static Epoch epoch(byte[] text) {
    ByteBuffer numbers = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    String all = Texts.text(text);
    String name = all.substring(RUN_BYTES + 2 * Double.BYTES);
    return new Epoch(all, name, (long) numbers.getDouble(RUN_BYTES));
  }

  /**
   * Refuses what is kept where an epoch should be, unless it is one of a layout that this program
   * understands.
   *
   * @throws StoreRefused where it is not
   */
  static void check(byte[] text) {
    if (text.length != RUN_BYTES + 2 * Double.BYTES + 2 * NAME_BYTES) {
      throw foreign();
    }
    long format =
        (long)
            ByteBuffer.wrap(text)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getDouble(RUN_BYTES + Double.BYTES);
    if (format > FORMAT) {
      throw newer(Long.toString(format));
    }
  }

  private static StoreRefused foreign() {
    return new StoreRefused("the epoch's key holds something else (expected: nothing, or ours)");
  }

  private static StoreRefused newer(String format) {
    return new StoreRefused(
        "data of layout " + format + " (expected: at most " + FORMAT + "; use a newer Headgate)");
  }

  /** Whether a failure says that nothing was carried out because the server must be met first. */
  static boolean asksFor(Throwable failure) {
    Throwable cause = unwrapped(failure);
    String message = String.valueOf(cause.getMessage());
    return cause instanceof RedisCommandExecutionException
        && (message.contains(EPOCH_CHANGED) || message.contains(NO_FUNCTION));
  }

  /** Whether a failure says that nothing was carried out because keys are on their way. */
  static boolean asksForPatience(Throwable failure) {
    Throwable cause = unwrapped(failure);
    String message = String.valueOf(cause.getMessage());
    return cause instanceof RedisCommandExecutionException
        && (message.startsWith(TRY_AGAIN) || message.contains(ON_ITS_WAY));
  }

  /** Whether a failure says that the server does not know the function. */
  static boolean asksForFunction(Throwable failure) {
    return String.valueOf(unwrapped(failure).getMessage()).contains(NO_FUNCTION);
  }

  /** A failure as whoever asked hears it. */
  static Exception told(Throwable failure) {
    Throwable cause = unwrapped(failure);
    String message = String.valueOf(cause.getMessage());
    if (message.contains("HEADGATE-FOREIGN")) {
      return foreign();
    }
    if (message.contains("HEADGATE-FORMAT")) {
      return newer(message.replaceAll(".*HEADGATE-FORMAT ([0-9]+).*", "$1"));
    }
    return cause instanceof Exception exception ? exception : new IllegalStateException(cause);
  }

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
