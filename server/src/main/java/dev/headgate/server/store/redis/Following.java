package dev.headgate.server.store.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks sentinels each second who the primary is. One that they have replaced may go on for a while,
 * or hang with its connections open: then nothing breaks, and it is left for the other. One look at
 * a time, on the event loop.
 */
final class Following {
  private static final long EVERY_MICROS = 1_000_000;

  private final SingleLink link;
  private final RedisClient client;
  private final RedisURI uri;
  private @Nullable StatefulRedisSentinelConnection<String, String> sentinel;
  private @Nullable SocketAddress known;

  Following(SingleLink link, RedisClient client, RedisURI uri) {
    this.link = link;
    this.client = client;
    this.uri = uri;
  }

  /** Looks now, and again and again until the link is closed. */
  void start() {
    var _ =
        answer()
            .orTimeout(Connecting.CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .thenCompose(this::follow)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    forget();
                  }
                  again();
                });
  }

  private void again() {
    if (!link.isClosed()) {
      link.later(EVERY_MICROS, this::start);
    }
  }

  private CompletableFuture<SocketAddress> answer() {
    try {
      return asked()
          .thenCompose(one -> one.async().getMasterAddrByName(uri.getSentinelMasterId()))
          .toCompletableFuture();
    } catch (RuntimeException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private synchronized CompletionStage<StatefulRedisSentinelConnection<String, String>> asked() {
    return sentinel != null
        ? CompletableFuture.completedFuture(sentinel)
        : client.connectSentinelAsync(StringCodec.UTF8, uri).thenApply(this::remembered);
  }

  private synchronized StatefulRedisSentinelConnection<String, String> remembered(
      StatefulRedisSentinelConnection<String, String> one) {
    sentinel = one;
    return one;
  }

  /** Another sentinel of the list may answer where this one does not. */
  private synchronized void forget() {
    if (sentinel != null) {
      var _ = sentinel.closeAsync();
      sentinel = null;
    }
  }

  private CompletionStage<?> follow(@Nullable SocketAddress primary) {
    // A connection that broke finds the new primary by itself.
    if (primary == null || primary.equals(known) || !link.isOpen()) {
      return CompletableFuture.completedFuture(null);
    }
    if (known == null || isSame(primary, link.reached())) {
      known = primary;
      return CompletableFuture.completedFuture(null);
    }
    return client
        .connectAsync(Connecting.CODEC, uri)
        .thenAccept(
            connection -> {
              known = primary;
              link.use(connection);
            });
  }

  private static boolean isSame(SocketAddress named, @Nullable SocketAddress reached) {
    return named instanceof InetSocketAddress one
        && reached instanceof InetSocketAddress other
        && one.getPort() == other.getPort()
        && one.getHostString().equals(other.getHostString());
  }
}
