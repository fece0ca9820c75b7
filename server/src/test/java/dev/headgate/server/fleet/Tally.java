package dev.headgate.server.fleet;

import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What was granted, by rule, key and window. Safe for all threads. */
final class Tally {
  private final Map<Window, AtomicLong> granted = new ConcurrentHashMap<>();
  private final Map<Window, AtomicLong> byShares = new ConcurrentHashMap<>();
  private final LongAdder allowed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder reduced = new LongAdder();
  private final LongAdder unanswered = new LongAdder();

  /** One window of a limit for a key; it ends at the instant, in seconds. */
  record Window(String rule, String key, long end) {}

  /** Notes an answer about a call of a tenant; each limit counts calls. */
  void note(String key, Answered answer) {
    (answer.allowed() ? allowed : refused).increment();
    if (answer.reduced()) {
      reduced.increment();
    }
    if (answer.allowed()) {
      Map<Window, AtomicLong> sums = answer.reduced() ? byShares : granted;
      for (Answered.Stand stand : answer.stands()) {
        Window window = new Window(stand.rule(), key, stand.resetAt());
        sums.computeIfAbsent(window, any -> new AtomicLong()).incrementAndGet();
      }
    }
  }

  /** Notes a call that nobody answered. */
  void unanswered() {
    unanswered.increment();
  }

  /** The most that was granted in one window of a rule, whoever it was granted to. */
  long most(String rule) {
    return most(granted, rule);
  }

  /** The most that nodes granted by themselves in one window of a rule. */
  long mostByShares(String rule) {
    return most(byShares, rule);
  }

  private static long most(Map<Window, AtomicLong> sums, String rule) {
    return sums.entrySet().stream()
        .filter(entry -> entry.getKey().rule().equals(rule))
        .map(Entry::getValue)
        .mapToLong(AtomicLong::get)
        .max()
        .orElse(0);
  }

  long allowed() {
    return allowed.sum();
  }

  long reduced() {
    return reduced.sum();
  }

  long refused() {
    return refused.sum();
  }

  @Override
  public String toString() {
    return "%d allowed, %d refused, %d of both without the store, %d unanswered"
        .formatted(allowed.sum(), refused.sum(), reduced.sum(), unanswered.sum());
  }
}
