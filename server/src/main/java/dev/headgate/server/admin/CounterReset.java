package dev.headgate.server.admin;

import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;

/** Forgets counters. Safe for all threads. */
@FunctionalInterface
public interface CounterReset {
  /** Forgets one counter of a rule; false where it was untouched. */
  boolean reset(Rule rule, Key key);
}
