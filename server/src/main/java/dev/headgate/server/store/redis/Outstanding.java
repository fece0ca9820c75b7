package dev.headgate.server.store.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was sent over a connection and has no answer. When the connection breaks there will be none,
 * and a command that was sent while it broke may never learn of it: whoever waits for one is told
 * at once instead of after the time a command may take. Safe for all threads.
 */
final class Outstanding {
  private final Map<Object, CompletableFuture<?>> sent = new ConcurrentHashMap<>();

  /** What is sent to whatever serves a key. */
  Outstanding(Link link, String key) {
    link.onDisconnect(key, this::fail);
  }

  /** The answer, or a failure as soon as the connection breaks. */
  <T> CompletableFuture<T> watch(CompletionStage<T> answer) {
    CompletableFuture<T> future = answer.toCompletableFuture();
    if (!future.isDone()) {
      Object key = new Object();
      sent.put(key, future);
      var _ = future.whenComplete((value, failure) -> sent.remove(key));
    }
    return future;
  }

  private void fail() {
    for (CompletableFuture<?> future : List.copyOf(sent.values())) {
      future.completeExceptionally(new ConnectionBroken());
    }
  }
}
