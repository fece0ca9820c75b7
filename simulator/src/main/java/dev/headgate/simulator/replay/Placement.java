package dev.headgate.simulator.replay;

import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Spread;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Where in the time that a stamp stands for a call is placed. For one thread. */
final class Placement {
  private final Spread spread;
  private final long seed;
  private long[] drawn = {};

  Placement(Spread spread, long seed) {
    this.spread = spread;
    this.seed = seed;
  }

  /** The instant of the call with that number among so many of one stamp. */
  long at(LoggedCall call, int number, int many) {
    return switch (spread) {
      case STACKED -> call.stamp();
      case EVEN -> call.stamp() + call.tick() * number / many;
      case SEEDED -> {
        if (number == 0) {
          draw(call, many);
        }
        yield call.stamp() + drawn[number];
      }
    };
  }

  /** Draws by the stamp, so that a cut of the log does not change the rest. */
  private void draw(LoggedCall call, int many) {
    SplittableRandom random = new SplittableRandom(seed ^ (call.stamp() * 0x9E3779B97F4A7C15L));
    drawn = random.longs(many, 0, call.tick()).toArray();
    Arrays.sort(drawn);
  }
}
