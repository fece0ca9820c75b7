package dev.headgate.server.records;

import java.util.List;

/**
 * What one node adds to the usage of all. Immutable.
 *
 * @param node which node, unlike every other run of any node
 * @param number rises with each batch of the node, from 1
 * @param at instant in microseconds at which it was made
 * @param lines in their order, each hour, key and unit once; at most {@link #LINES_MAX}
 */
public record UsageBatch(String node, long number, long at, List<UsageLine> lines) {
  /** The most lines of one batch. */
  public static final int LINES_MAX = 5_000;

  public UsageBatch {
    lines = lines.stream().sorted().toList();
    if (lines.size() > LINES_MAX || number < 1) {
      throw new IllegalArgumentException(
          "lines: %d, number: %d (expected: <= %d, >= 1)"
              .formatted(lines.size(), number, LINES_MAX));
    }
  }
}
