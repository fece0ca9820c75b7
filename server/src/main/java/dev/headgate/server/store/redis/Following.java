package dev.headgate.server.store.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks all sentinels each second who the primary is, and follows most of those that answer. A
 * primary that they have replaced may go on for a while, or hang with its connections open: then
 * nothing breaks, and it is left for the other. One look at a time, on the event loop.
 */
final class Following {
  private static final System.Logger LOG = System.getLogger(Following.class.getName());
  private static final long EVERY_MICROS = 1_000_000;

  /** What a sentinel counts for; the one that is known counts one more where two tie. */
  private static final int VOTE = 2;

  private final SingleLink link;
  private final RedisClient client;
  private final RedisURI uri;
  private final List<Sentinel> sentinels;
  private volatile @Nullable SocketAddress known;
  private volatile String trouble = "";

  Following(SingleLink link, RedisClient client, RedisURI uri) {
    this.link = link;
    this.client = client;
    this.uri = uri;
    sentinels = uri.getSentinels().stream().map(Sentinel::new).toList();
  }

  /** One of those that know, with its connection as long as it answers. */
  private final class Sentinel {
    private final RedisURI place;
    private @Nullable CompletableFuture<StatefulRedisSentinelConnection<String, String>> connecting;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable SocketAddress answer;

    Sentinel(RedisURI place) {
      this.place = place;
    }

    /** Ends when it has answered, or has not for a while. */
    CompletableFuture<?> ask() {
      answer = null;
      return connection()
          .thenCompose(one -> one.async().getMasterAddrByName(uri.getSentinelMasterId()))
          .orTimeout(EVERY_MICROS, TimeUnit.MICROSECONDS)
          .handle(this::answered);
    }

    private synchronized CompletableFuture<StatefulRedisSentinelConnection<String, String>>
        connection() {
      if (connecting == null) {
        connecting = client.connectSentinelAsync(StringCodec.UTF8, place).toCompletableFuture();
      }
      return connecting;
    }

    private @Nullable Void answered(@Nullable SocketAddress said, @Nullable Throwable failed) {
      answer = said;
      failure = failed;
      if (failed != null) {
        forget();
      }
      return null;
    }

    /** One that is still being connected to may yet answer. */
    private synchronized void forget() {
      if (connecting != null && connecting.isDone()) {
        var _ = connecting.thenCompose(StatefulRedisSentinelConnection::closeAsync);
        connecting = null;
      }
    }
  }

  /** Looks now, and again and again until the link is closed. */
  void start() {
    var _ =
        asked()
            .thenCompose(done -> follow())
            .whenComplete(
                (done, failure) -> {
                  tell(failure);
                  again();
                });
  }

  private CompletableFuture<?> asked() {
    try {
      return CompletableFuture.allOf(
          sentinels.stream().map(Sentinel::ask).toArray(CompletableFuture[]::new));
    } catch (RuntimeException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private void again() {
    if (!link.isClosed()) {
      link.later(EVERY_MICROS, this::start);
    }
  }

  private CompletionStage<?> follow() {
    Sentinel named = most();
    SocketAddress primary = named == null ? null : named.answer;
    if (named == null || primary == null) {
      return CompletableFuture.failedFuture(silence());
    }
    // A connection that broke finds the new primary by itself.
    if (primary.equals(known) || !link.isOpen()) {
      return CompletableFuture.completedFuture(null);
    }
    if (isSame(primary, link.reached())) {
      known = primary;
      return CompletableFuture.completedFuture(null);
    }
    // The client believes the first of the list that answers.
    List<RedisURI> asked = uri.getSentinels();
    Collections.swap(asked, 0, asked.indexOf(named.place));
    return client
        .connectAsync(Connecting.CODEC, uri)
        .thenAccept(
            connection -> {
              known = primary;
              link.use(connection);
              LOG.log(Level.INFO, Refusals.place(uri) + ": follows the primary " + primary);
            });
  }

  /** One that says what most say, or null where none says anything; no change where two tie. */
  private @Nullable Sentinel most() {
    Map<SocketAddress, Integer> votes = new HashMap<>();
    for (Sentinel sentinel : sentinels) {
      SocketAddress said = sentinel.answer;
      if (said != null) {
        // The link was opened by the word of the first that answered.
        known = known == null ? said : known;
        votes.merge(said, said.equals(known) ? VOTE + 1 : VOTE, (one, more) -> one + VOTE);
      }
    }
    return sentinels.stream()
        .filter(sentinel -> sentinel.answer != null)
        .max(Comparator.comparing(sentinel -> votes.getOrDefault(sentinel.answer, 0)))
        .orElse(null);
  }

  private Throwable silence() {
    return sentinels.stream()
        .flatMap(sentinel -> Stream.ofNullable(sentinel.failure))
        .findFirst()
        .orElseGet(() -> new RedisException("no primary of that name"));
  }

  /** Says once what is in the way, and once that it is not any more. */
  private void tell(@Nullable Throwable failure) {
    String said = failure == null ? "" : Refusals.line(Refusals.place(uri), failure);
    if (said.equals(trouble) || link.isClosed()) {
      return;
    }
    trouble = said;
    if (said.isEmpty()) {
      LOG.log(Level.INFO, Refusals.place(uri) + ": the sentinels are heard again");
    } else {
      LOG.log(Level.WARNING, said + "; a change of the primary is not noticed meanwhile");
    }
  }

  private static boolean isSame(SocketAddress named, @Nullable SocketAddress reached) {
    return named instanceof InetSocketAddress one
        && reached instanceof InetSocketAddress other
        && one.getPort() == other.getPort()
        && one.getHostString().equals(other.getHostString());
  }
}
