package dev.headgate.simulator.workload;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** When the apps of a group want calls. */
public enum Shape {
  /** Evenly. */
  STEADY("evenly, at the rate"),
  /** By chance, more by day than by night; a working day of UTC. */
  DAILY_WAVE("by chance around the rate, most at 10 and 15 UTC, a twentieth of that at night"),
  /** The calls of each hour within one minute of it. */
  BURST("all calls of an hour within one minute of it"),
  /** The calls of a day one after the other from two in the morning. */
  BATCH_JOB("all calls of a day one after the other from 02:00 UTC"),
  /** Evenly, but for an hour in which the program calls without a pause. */
  RUNAWAY_LOOP("evenly, but without a pause for an hour after a third of the time"),
  /** Nothing, but for an hour with four dear calls a second, all for one tenant. */
  PAGE_ATTACK("four calls of 251 points a second for an hour from the middle, all for one tenant"),
  /** Evenly, but ten times as often for ten minutes; its clients repeat at once. */
  RETRY_STORM("evenly, but ten times as often for ten minutes from the middle");

  private final String told;

  Shape(String told) {
    this.told = told;
  }

  /** What it means, in words. */
  public String told() {
    return told;
  }

  /** The name in documents and on the command line: {@code daily-wave}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them by their words. */
  public static Map<String, Shape> byWord() {
    Map<String, Shape> shapes = new TreeMap<>();
    for (Shape shape : values()) {
      shapes.put(shape.word(), shape);
    }
    return shapes;
  }

  /** What clients do unless it is said. */
  Group.Conduct usualConduct() {
    return this == RETRY_STORM ? Group.Conduct.IMPATIENT : Group.Conduct.NAIVE;
  }
}
