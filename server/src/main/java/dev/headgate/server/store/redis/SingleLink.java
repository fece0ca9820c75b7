package dev.headgate.server.store.redis;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A connection to one server, or to the primary that sentinels name. Safe for all threads. */
final class SingleLink implements Link {
  private final ClientResources resources;
  private final RedisClient client;
  private final Libraries libraries = new Libraries();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile StatefulRedisConnection<String, byte[]> connection;
  private volatile @Nullable SocketAddress reached;
  private volatile boolean closed;

  SingleLink(
      ClientResources resources,
      RedisClient client,
      StatefulRedisConnection<String, byte[]> connection) {
    this.resources = resources;
    this.client = client;
    this.connection = connection;
    connection.addListener(new Listener());
  }

  @Override
  public RedisClusterAsyncCommands<String, byte[]> commands() {
    return connection.async();
  }

  @Override
  public CompletionStage<RedisClusterAsyncCommands<String, byte[]>> serving(String key) {
    return CompletableFuture.completedFuture(commands());
  }

  @Override
  public Libraries libraries() {
    return libraries;
  }

  /** There is no other. */
  @Override
  public CompletionStage<Boolean> lives(String run, String key) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public CompletionStage<?> lookAgain() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void later(long micros, Runnable what) {
    var _ = resources.eventExecutorGroup().schedule(what, micros, MICROSECONDS);
  }

  @Override
  public void onDisconnect(String key, Runnable heard) {
    listeners.add(heard);
  }

  /** One server serves all keys as long as it is there. */
  @Override
  public void onMove(Runnable heard) {}

  /** The server that was connected to anew, or null where there was no need for it. */
  @Nullable SocketAddress reached() {
    return reached;
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  boolean isClosed() {
    return closed;
  }

  /** Leaves a server that may still be there for the one of another connection. */
  @SuppressWarnings("ReferenceEquality") // connections are no values
  void use(StatefulRedisConnection<String, byte[]> next) {
    StatefulRedisConnection<String, byte[]> before = swapped(next);
    if (before == next) {
      var _ = next.closeAsync();
      return;
    }
    next.addListener(new Listener());
    var _ = before.closeAsync();
    broken();
  }

  /** The connection before, or the next itself where the link is closed. */
  private synchronized StatefulRedisConnection<String, byte[]> swapped(
      StatefulRedisConnection<String, byte[]> next) {
    if (closed) {
      return next;
    }
    StatefulRedisConnection<String, byte[]> before = connection;
    connection = next;
    reached = null;
    return before;
  }

  private void broken() {
    libraries.forget();
    listeners.forEach(Runnable::run);
  }

  /** Outside of the lock: what ends waits for event loops, on which another may want it. */
  @Override
  public void close() {
    last().close();
    Connecting.end(client, resources);
  }

  private synchronized StatefulRedisConnection<String, byte[]> last() {
    closed = true;
    return connection;
  }

  /** Hears of each break, and once more of a new connection; not of one that was left. */
  @SuppressWarnings("ReferenceEquality") // connections are no values
  private final class Listener implements RedisConnectionStateListener {
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
      if (broken == connection) {
        broken();
      }
    }

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> anew, SocketAddress server) {
      if (anew == connection) {
        reached = server;
        broken();
      }
    }
  }
}
