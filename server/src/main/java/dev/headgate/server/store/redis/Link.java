package dev.headgate.server.store.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** A connection to whatever serves a domain. Safe for all threads. */
public interface Link extends AutoCloseable {
  /** Commands of which each is sent at most once. */
  RedisClusterAsyncCommands<String, byte[]> commands();

  /** Commands without a key, of whatever serves a key now. */
  CompletionStage<RedisClusterAsyncCommands<String, byte[]>> serving(String key);

  /** Where the functions were loaded. */
  Libraries libraries();

  /** Whether a primary with a run id serves still, as whatever serves a key sees it. */
  CompletionStage<Boolean> lives(String run, String key);

  /** Finds out anew what serves which key. */
  CompletionStage<?> lookAgain();

  /** Has something done on the event loop after a while. */
  void later(long micros, Runnable what);

  /**
   * Hears of each break of the connection to what serves a key, and once more when there is a new
   * connection.
   */
  void onDisconnect(String key, Runnable heard);

  /** Hears when other servers may serve some keys than before. */
  void onMove(Runnable heard);

  @Override
  void close();
}
