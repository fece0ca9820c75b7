package dev.headgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.limit.Taking;
import java.util.HashMap;
import java.util.Map;

/**
 * A pool with its members, kept as a store keeps them: its words once, and those of each member.
 */
final class SharedPool {
  final Pool pool;
  private final long[] shared;
  private final Map<String, long[]> members = new HashMap<>();

  SharedPool(Pool pool) {
    this.pool = pool;
    shared = new long[pool.sharedWords()];
  }

  /** Takes if it passes; whether it did. */
  boolean call(String member, long cost, long now) {
    if (passesAt(member, cost, now) > now) {
      return false;
    }
    charge(member, cost, now);
    return true;
  }

  /** Takes, whether it passes or not. */
  void charge(String member, long cost, long now) {
    long[] words = joined(member);
    assertThat(pool.take(words, 0, cost, now, 0)).isSameAs(words);
    keep(member, words);
  }

  void giveBack(String member, long cost, long at, long now) {
    long[] words = joined(member);
    pool.giveBack(words, 0, new Taking(cost, at, 0), cost, now);
    keep(member, words);
  }

  long passesAt(String member, long cost, long now) {
    long[] words = joined(member);
    long[] before = words.clone();
    long passesAt = pool.passesAt(words, 0, cost, now);
    assertThat(words).as("reading writes nothing").isEqualTo(before);
    return passesAt;
  }

  long resetAt(String member, long cost, long now) {
    return pool.resetAt(joined(member), 0, cost, now);
  }

  long remaining(String member, long now) {
    return pool.remaining(joined(member), 0, now);
  }

  /** What is left of the member's guarantee, in grains. */
  long guaranteed(String member, long now) {
    PoolState state = state(member);
    state.advance(pool.window(state, now), now);
    state.enter();
    return state.guaranteed();
  }

  /** All parts of the pool in grains: they must add up to the amount. */
  long sum(long now) {
    PoolState state = state("nobody that ever calls");
    state.advance(pool.window(state, now), now);
    long sum = state.ofPool();
    for (String member : members.keySet()) {
      PoolState own = state(member);
      own.advance(pool.window(own, now), now);
      sum += own.ofMember();
    }
    return sum;
  }

  private PoolState state(String member) {
    return new PoolState(pool.rules(), joined(member), 0);
  }

  private long[] joined(String member) {
    long[] words = new long[pool.words()];
    System.arraycopy(shared, 0, words, 0, shared.length);
    long[] own = members.get(member);
    if (own != null) {
      System.arraycopy(own, 0, words, shared.length, own.length);
    }
    return words;
  }

  private void keep(String member, long[] words) {
    System.arraycopy(words, 0, shared, 0, shared.length);
    long[] own = members.computeIfAbsent(member, any -> new long[words.length - shared.length]);
    System.arraycopy(words, shared.length, own, 0, own.length);
  }
}
