package dev.headgate.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/** A counter driven by a test, with everything that happened to it. */
final class Driven {
  static final int AT = 3;
  private static final long GUARD = 0x5AFE;

  final Meter meter;
  final List<Event> events = new ArrayList<>();
  private final RandomGenerator random;
  private long[] cell;
  private long holders;

  Driven(Meter meter, RandomGenerator random) {
    this.meter = meter;
    this.random = random;
    cell = new long[AT + meter.words()];
    Arrays.fill(cell, 0, AT, GUARD);
  }

  /** What a reading method answers; it must not have written. */
  long read(ToLongFunction<long[]> method) {
    long[] before = cell.clone();
    long answer = method.applyAsLong(cell);
    assertThat(cell).as("reading writes nothing").isEqualTo(before);
    return answer;
  }

  long passesAt(long cost, long now) {
    return read(words -> meter.passesAt(words, AT, cost, now));
  }

  long remaining(long now) {
    return read(words -> meter.remaining(words, AT, now));
  }

  long resetAt(long cost, long now) {
    return read(words -> meter.resetAt(words, AT, cost, now));
  }

  long room(long debtMax, long now) {
    return read(words -> meter.room(words, AT, debtMax, now));
  }

  long deadAt(long now) {
    return read(words -> meter.deadAt(words, AT, now));
  }

  void take(long cost, long now) {
    cell = meter.take(cell, AT, cost, now, ++holders);
    assertThat(Arrays.copyOf(cell, AT)).as("words before the state").containsOnly(GUARD);
    events.add(Event.take(now, cost, holders));
  }

  /** Gives back part of what one of the takings took and still holds. */
  void giveBackSome(long now) {
    List<Event> takings = events.stream().filter(event -> !event.back()).toList();
    if (takings.isEmpty()) {
      return;
    }
    Event taking = takings.get(Math.max(0, takings.size() - 1 - random.nextInt(8)));
    long held =
        events.stream().filter(e -> e.holder() == taking.holder()).mapToLong(Event::net).sum();
    if (held > 0) {
      long back = random.nextInt(3) == 0 ? held : 1 + random.nextLong(held);
      Taking told = new Taking(taking.cost(), taking.at(), taking.holder());
      meter.giveBack(cell, AT, told, back, now);
      events.add(Event.back(now, back, taking));
    }
  }

  /** The same counter under another snapshot. */
  long remainingUnder(Meter other, long now) {
    return read(words -> other.remaining(words, AT, now));
  }
}
