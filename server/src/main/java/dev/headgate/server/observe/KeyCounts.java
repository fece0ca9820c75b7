package dev.headgate.server.observe;

import dev.headgate.core.snapshot.Rule;

/** How many counters a store keeps. Safe for all threads. */
public interface KeyCounts {
  /** How many live keys a rule has. */
  int liveKeys(Rule rule);

  /** How many takings of a rule went to its overflow counter because it had too many keys. */
  long overflows(Rule rule);
}
