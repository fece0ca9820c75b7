package dev.headgate.core.decision;

/**
 * Holds the counters. One operation of it decides a call: it checks all binding claims, takes all
 * of them or none, then each shadow claim that fits by itself, and remembers the reservation where
 * the plan names an id. Safe for all threads.
 */
public interface CounterStore {
  /** Takes all or nothing. The answer may come on the calling thread or later on another. */
  void takeAll(Plan plan, Answer<Taken> answer);

  /** Says what {@link #takeAll} would say and takes nothing. */
  void peekAll(Plan plan, Answer<Taken> answer);
}
