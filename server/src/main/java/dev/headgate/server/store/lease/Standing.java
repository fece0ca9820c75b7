package dev.headgate.server.store.lease;

import dev.headgate.core.decision.Verdict;

/**
 * How a counter stood in the store when it last answered.
 *
 * @param at instant of the store, in microseconds
 * @param ahead by how much that was ahead of the node's time when it asked
 * @param remaining what was left
 * @param levelAt the instant that a verdict keeps beside its level
 */
record Standing(long at, long ahead, long remaining, long levelAt) {
  static Standing of(Verdict verdict, long at, long asked) {
    return new Standing(at, at - asked, verdict.remaining(), verdict.levelAt());
  }
}
