package dev.headgate.simulator.remedy;

import dev.headgate.core.time.Micros;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Puts each call off by chance, up to an hour. Where too many wait, the next one is made at once.
 * For one thread.
 */
final class Spreading implements Habit {
  private static final long HOUR = 3_600 * Micros.SECOND;
  private static final int WAITING_MAX = 1_000_000;

  private final SplittableRandom random;
  private final PriorityQueue<PutOff> waiting =
      new PriorityQueue<>(Comparator.comparingLong(PutOff::at).thenComparingLong(PutOff::serial));
  private long serial;

  private record PutOff(LoggedCall call, long at, long serial) {}

  Spreading(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public void made(LoggedCall call, long at, Arrivals next) throws IOException {
    waiting.add(new PutOff(call, at + random.nextLong(HOUR), serial++));
    if (waiting.size() > WAITING_MAX) {
      next.arrived(waiting.remove().call(), at);
    }
  }

  @Override
  public void until(long at, Arrivals next) throws IOException {
    for (PutOff first = waiting.peek(); first != null && first.at() <= at; first = waiting.peek()) {
      waiting.remove();
      next.arrived(first.call(), first.at());
    }
  }
}
