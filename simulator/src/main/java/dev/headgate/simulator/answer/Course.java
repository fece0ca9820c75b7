package dev.headgate.simulator.answer;

import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What happened in the course of a replay, hour by hour. Bounded: where there are more than {@link
 * #STRETCHES_MAX} hours, stretches are joined two by two until there are not. For one thread.
 */
public final class Course {
  /** The most stretches: a year of hours and some days. */
  public static final int STRETCHES_MAX = 9_000;

  /** An hour in microseconds. */
  public static final long HOUR = 3_600 * Micros.SECOND;

  private final int rules;
  private List<Stretch> stretches = new ArrayList<>();
  private Stretch current;
  private long until = Long.MIN_VALUE;
  private long width = HOUR;
  private long first;

  /** Without calls, under a policy of so many rules. */
  Course(int rules) {
    this.rules = rules;
    current = new Stretch(rules);
  }

  /** The stretch of an instant that is not before the last one. */
  Stretch at(long instant) {
    if (instant >= until) {
      advance(instant);
    }
    return current;
  }

  private void advance(long instant) {
    if (stretches.isEmpty()) {
      first = instant / width;
    }
    while (instant / width - first >= STRETCHES_MAX) {
      widen();
    }
    while (stretches.size() <= instant / width - first) {
      stretches.add(new Stretch(rules));
    }
    current = stretches.getLast();
    until = (instant / width + 1) * width;
  }

  private void widen() {
    List<Stretch> joined = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      boolean begins = joined.isEmpty() || (first + i) % 2 == 0;
      if (begins) {
        joined.add(new Stretch(rules));
      }
      joined.getLast().add(stretches.get(i));
    }
    stretches = joined;
    first = Math.floorDiv(first, 2);
    width *= 2;
  }

  /** How long each stretch is, in microseconds: an hour, or that times a power of two. */
  public long width() {
    return width;
  }

  /** When a stretch begins, in microseconds. */
  public long start(int stretch) {
    return (first + stretch) * width;
  }

  /** The stretches from the first call to the last, those without calls too. */
  public List<Stretch> stretches() {
    return Collections.unmodifiableList(stretches);
  }
}
