package dev.headgate.server.store.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** On which servers the library of the counters was loaded. Safe for all threads. */
final class Libraries {
  /** The library of the counters. */
  static final Library COUNTERS = Library.of(Texts.counters());

  private static final String KNOWN = "already exists";

  /** As many as there are servers. */
  private final Set<Object> loaded =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Loads it where it is not known to be there. */
  CompletionStage<Boolean> load(RedisClusterAsyncCommands<String, byte[]> server) {
    if (loaded.contains(server)) {
      return CompletableFuture.completedFuture(true);
    }
    return server
        .functionLoad(COUNTERS.code())
        .exceptionallyCompose(
            failure ->
                String.valueOf(Meeting.unwrapped(failure).getMessage()).contains(KNOWN)
                    ? CompletableFuture.completedFuture(COUNTERS.name())
                    : CompletableFuture.failedFuture(failure))
        .thenApply(
            name -> {
              loaded.add(server);
              return true;
            });
  }

  /** Believes no server any more: one was restarted or flushed. */
  void forget() {
    loaded.clear();
  }
}
