package dev.headgate.server.http;

import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one event loop that are not over, so that slow bodies and missing answers are
 * found without a timer for each. Bounded by the connections and their streams. Belongs to its
 * event loop.
 */
final class OpenExchanges {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ApiSettings.Waits waits;
  private @Nullable Exchange first;

  OpenExchanges(ApiSettings.Waits waits) {
    this.waits = waits;
  }

  void add(Exchange exchange) {
    exchange.after = first;
    if (first != null) {
      first.before = exchange;
    }
    first = exchange;
  }

  /** Removes an exchange; false where it is not there. */
  // Identity is meant: the list holds the exchanges themselves.
  @SuppressWarnings("ReferenceEquality")
  boolean remove(Exchange exchange) {
    Exchange before = exchange.before;
    Exchange after = exchange.after;
    if (before == null && first != exchange) {
      return false;
    }
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after != null) {
      after.before = before;
    }
    exchange.before = null;
    exchange.after = null;
    return true;
  }

  /** Ends what waited too long. */
  void sweep(long nowNanos) {
    Exchange exchange = first;
    while (exchange != null) {
      Exchange next = exchange.after;
      judge(exchange, (nowNanos - exchange.openedNanos) / NANOS_PER_MILLI);
      exchange = next;
    }
  }

  private void judge(Exchange exchange, long millis) {
    if (!exchange.hasEnded() && millis > waits.body()) {
      boolean answered = exchange.isAnswered();
      exchange.problem(Problems.bodyTooSlow(waits.body()));
      if (answered || millis > 2L * waits.body()) {
        exchange.drop();
      }
    } else if (exchange.hasEnded() && !exchange.isAnswered() && millis > waits.answer()) {
      exchange.problem(Problems.noAnswer());
    }
  }
}
