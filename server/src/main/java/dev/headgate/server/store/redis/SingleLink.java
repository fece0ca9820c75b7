package dev.headgate.server.store.redis;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection to one server, or to the primary that sentinels name. Safe for all threads. */
record SingleLink(
    ClientResources resources,
    RedisClient client,
    StatefulRedisConnection<String, byte[]> connection,
    Libraries libraries)
    implements Link {
  @Override
  public RedisClusterAsyncCommands<String, byte[]> commands() {
    return connection.async();
  }

  @Override
  public CompletionStage<RedisClusterAsyncCommands<String, byte[]>> serving(String key) {
    return CompletableFuture.completedFuture(commands());
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
    connection.addListener(
        new Breaks(
            () -> {
              libraries.forget();
              heard.run();
            }));
  }

  /** One server serves all keys as long as it is there. */
  @Override
  public void onMove(Runnable heard) {}

  @Override
  public void close() {
    connection.close();
    Connecting.end(client, resources);
  }
}
