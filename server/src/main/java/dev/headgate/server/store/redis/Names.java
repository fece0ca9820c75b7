package dev.headgate.server.store.redis;

import dev.headgate.core.snapshot.Key;
import org.jspecify.annotations.Nullable;

/**
 * What keys are called. All of one domain share a hash tag, so that a cluster keeps them in one
 * slot; the number after {@code hg} is that of the layout.
 *
 * @param tag of the domain, without braces
 */
record Names(String tag) {
  private String prefix() {
    return "hg1:{" + tag + "}:";
  }

  /** What the server had when it was met last. */
  String epoch() {
    return prefix() + "epoch";
  }

  /** Which counters rules use. */
  String table() {
    return prefix() + "names";
  }

  /** Reservations by the instant at which they fall due. */
  String due() {
    return prefix() + "due";
  }

  String reservation(String id) {
    return prefix() + "r:" + Texts.packed(id);
  }

  /** The reservation's id, read back from its key. */
  String id(String reservationKey) {
    return reservationKey.substring(prefix().length() + 2);
  }

  /** The key of a call's own id, or null where it has none. */
  String call(String callId) {
    return prefix() + "i:" + Texts.packed(callId);
  }

  String counter(long rule, Key key) {
    return prefix() + "c:" + rule + ":" + Texts.packed(key);
  }

  /** The counter of a pool, or null where a claim shares none. */
  @Nullable String pool(long rule, @Nullable Key pool) {
    return pool == null ? null : prefix() + "p:" + rule + ":" + Texts.packed(pool);
  }

  /** Begins every key. */
  String all() {
    return prefix() + "*";
  }
}
