package dev.headgate.simulator.search;

import dev.headgate.policy.Policy;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.replay.ReplaySettings;

/**
 * What is searched.
 *
 * @param policy whose limit it is, with its routes and prices
 * @param mapping from columns to calls
 * @param settings how it is replayed; the limit is always enforced
 * @param limit name of the limit or quota
 * @param share that must never be limited, in hundredths of a percent, 1 to {@link #WHOLE}
 * @param times how many times the traffic, as {@link dev.headgate.simulator.comparison.Multiplier}
 *     lays it over the log
 */
public record Question(
    Policy policy, Mapping mapping, ReplaySettings settings, String limit, int share, int times) {
  /** All of them. */
  public static final int WHOLE = 10_000;

  public Question {
    if (share < 1 || share > WHOLE) {
      throw new IllegalArgumentException("share: " + share + " (expected: 1 to " + WHOLE + ")");
    }
  }
}
