package dev.headgate.server.store.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/** A connection to whatever serves a domain. Safe for all threads. */
public interface Link extends AutoCloseable {
  /** Commands of which each is sent at most once. */
  RedisClusterAsyncCommands<String, byte[]> commands();

  /** Hears of each break, and once more when there is a new connection. */
  void onDisconnect(Runnable heard);

  @Override
  void close();
}
