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
  /** Those of a store that is one domain. */
  static final Names ALONE = new Names("headgate");

  /** Begins all keys of this layout. */
  static final String LAYOUT = "hg1:{";

  private String prefix() {
    return LAYOUT + tag + "}:";
  }

  /** Whether these are those of the only domain, in which nothing is held for a while. */
  boolean alone() {
    return equals(ALONE);
  }

  /** What is held for calls that are decided over several domains, by counter. */
  String held() {
    return prefix() + "held";
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
