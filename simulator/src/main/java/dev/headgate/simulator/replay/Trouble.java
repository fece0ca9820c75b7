package dev.headgate.simulator.replay;

import java.util.ArrayList;
import java.util.List;

/** Counts lines that were not replayed and keeps the first of them. For one thread. */
final class Trouble {
  /** How many are kept. */
  static final int SAMPLES_MAX = 20;

  private final List<Place> samples = new ArrayList<>();
  private long count;

  void add(String file, long line, String why) {
    count++;
    if (samples.size() < SAMPLES_MAX) {
      samples.add(new Place(file, line, why));
    }
  }

  NotReplayed found() {
    return new NotReplayed(count, samples);
  }
}
