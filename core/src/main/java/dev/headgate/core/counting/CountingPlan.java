package dev.headgate.core.counting;

import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.JsonPath;
import dev.headgate.core.pricing.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths of a price, compiled: a set of paths is a mask, and each level of a document narrows
 * it. Immutable, safe for all threads.
 */
public final class CountingPlan {
  /** The most paths of a plan. */
  public static final int PATHS_MAX = Work.Reads.PATHS_MAX;

  private final int size;
  private final int roots;
  private final Level[] levels = new Level[JsonPath.STEPS_MAX + 1];

  /**
   * What paths say at one depth. Masks hold a bit for each path.
   *
   * @param leaves paths that end here
   * @param every paths that go on to all elements or members
   * @param named paths that go on to a member of some name
   * @param names those names, each once, in UTF-8
   * @param owners for each name the paths that want it
   */
  @SuppressWarnings("ArrayRecordComponent") // never leaves the room, never compared
  record Level(int leaves, int every, int named, byte[][] names, int[] owners) {}

  private CountingPlan(List<JsonPath> paths) {
    if (paths.isEmpty() || paths.size() > PATHS_MAX) {
      throw new IllegalArgumentException(
          "paths: " + paths.size() + " (expected: 1 to " + PATHS_MAX + ")");
    }
    size = paths.size();
    int whole = 0;
    for (int i = 0; i < size; i++) {
      whole |= paths.get(i).equals(JsonPath.ROOT) ? 1 << i : 0;
    }
    roots = whole;
    for (int depth = 0; depth < levels.length; depth++) {
      levels[depth] = level(paths, depth);
    }
  }

  /** A plan of 1 to {@link #PATHS_MAX} paths. */
  public static CountingPlan of(List<JsonPath> paths) {
    return new CountingPlan(List.copyOf(paths));
  }

  /** The plan of what a call returns. */
  public static CountingPlan of(Work.Reads reads) {
    return of(reads.counted().stream().map(CountedPath::path).toList());
  }

  /** How many paths there are. */
  public int size() {
    return size;
  }

  /** Whether all paths are {@link JsonPath#ROOT}: one byte of any form tells the counts. */
  public boolean wholeOnly() {
    return Integer.bitCount(roots) == size;
  }

  /** The paths that are {@link JsonPath#ROOT}, which no level has. */
  int roots() {
    return roots;
  }

  /** All paths that look into a document. */
  int inner() {
    return ((1 << size) - 1) & ~roots;
  }

  Level level(int depth) {
    return levels[depth];
  }

  private static Level level(List<JsonPath> paths, int depth) {
    int leaves = 0;
    int every = 0;
    int named = 0;
    List<String> names = new ArrayList<>();
    int[] owners = new int[PATHS_MAX];
    for (int i = 0; i < paths.size(); i++) {
      List<JsonPath.Step> steps = paths.get(i).steps();
      if (depth > 0 && steps.size() == depth) {
        leaves |= 1 << i;
      } else if (steps.size() > depth) {
        switch (steps.get(depth)) {
          case JsonPath.Step.Every() -> every |= 1 << i;
          case JsonPath.Step.Name(String name) -> {
            named |= 1 << i;
            owners[place(names, name)] |= 1 << i;
          }
        }
      }
    }
    byte[][] written =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return new Level(leaves, every, named, written, owners);
  }

  private static int place(List<String> names, String name) {
    int known = names.indexOf(name);
    if (known >= 0) {
      return known;
    }
    names.add(name);
    return names.size() - 1;
  }
}
