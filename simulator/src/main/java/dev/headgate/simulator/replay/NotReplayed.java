package dev.headgate.simulator.replay;

import java.util.List;

/**
 * Lines that were not replayed.
 *
 * @param count how many
 * @param samples the first of them
 */
public record NotReplayed(long count, List<Place> samples) {
  public NotReplayed {
    samples = List.copyOf(samples);
  }
}
