package dev.headgate.simulator.comparison;

import dev.headgate.core.identity.Caller;
import dev.headgate.simulator.mapping.CallParts;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lays more traffic over a log: every call comes several times, once at its own instant and the
 * others after it, before the same caller calls again, at most {@link #REACH} later. The stretch is
 * cut into as many equal parts as there are calls, and each call is drawn in a part of its own: so
 * every caller does the same as before, that many times as often. Memory is that of the calls in
 * one reach. For one thread.
 */
public final class Multiplier implements Arrivals {
  /** How far behind its call a repetition may lie, in microseconds: a minute. */
  public static final long REACH = 60_000_000;

  /** The most times that a call comes. */
  public static final int TIMES_MAX = 1_000;

  /** The most calls that wait for the next one of their caller; beyond, none waits longer. */
  private static final int WAITING_MAX = 1_000_000;

  private static final long OPEN = Long.MAX_VALUE;

  private final int times;
  private final SplittableRandom random;
  private final Arrivals onward;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Object, Waiting> latest = new HashMap<>();
  private final PriorityQueue<Repetition> due =
      new PriorityQueue<>(
          Comparator.comparingLong(Repetition::at).thenComparingLong(Repetition::serial));
  private long serial;

  /** A call whose caller has not called again. */
  private static final class Waiting {
    private final LoggedCall call;
    private final long at;
    private long until = OPEN;

    Waiting(LoggedCall call, long at) {
      this.call = call;
      this.at = at;
    }
  }

  private record Repetition(LoggedCall call, long at, long serial) {}

  /**
   * Multiplied traffic.
   *
   * @param times 1 to {@link #TIMES_MAX}
   * @param seed of where repetitions lie
   * @param onward takes all calls in the order of time
   */
  public Multiplier(int times, long seed, Arrivals onward) {
    if (times < 1 || times > TIMES_MAX) {
      throw new IllegalArgumentException(
          "traffic: " + times + " (expected: 1 to " + TIMES_MAX + ")");
    }
    this.times = times;
    this.onward = onward;
    random = new SplittableRandom(seed);
  }

  @Override
  public void arrived(LoggedCall call, long at) throws IOException {
    if (times == 1) {
      onward.arrived(call, at);
      return;
    }
    Waiting now = new Waiting(call, at);
    Waiting before = latest.put(who(call), now);
    if (before != null) {
      before.until = at;
    }
    waiting.add(now);
    if (waiting.size() > WAITING_MAX) {
      waiting.element().until = at;
    }
    release(at);
  }

  @Override
  public void finish() throws IOException {
    release(OPEN);
    onward.finish();
  }

  /** Who calls; where nobody is known, the address. */
  private static Object who(LoggedCall call) {
    @Nullable String address = call.call().attributes().get(CallParts.ADDRESS);
    boolean unknown = call.call().caller().equals(Caller.ANONYMOUS);
    return unknown && address != null ? address : call.call().caller();
  }

  private void release(long now) throws IOException {
    Waiting first = waiting.peek();
    while (first != null && (first.until != OPEN || first.at + REACH <= now)) {
      waiting.remove();
      latest.remove(who(first.call), first);
      repeat(first, Math.min(first.until, first.at + REACH) - first.at);
      first = waiting.peek();
    }
    hand(first == null ? now : first.at);
  }

  private void repeat(Waiting call, long stretch) {
    due.add(new Repetition(call.call, call.at, serial++));
    for (int i = 1; i < times; i++) {
      long place = (long) (stretch * ((i + random.nextDouble()) / times));
      due.add(new Repetition(call.call, call.at + place, serial++));
    }
  }

  /** Hands on what lies before everything that can still come. */
  private void hand(long before) throws IOException {
    for (Repetition next = due.peek(); next != null; next = due.peek()) {
      if (next.at() > before) {
        return;
      }
      due.remove();
      onward.arrived(next.call(), next.at());
    }
  }
}
