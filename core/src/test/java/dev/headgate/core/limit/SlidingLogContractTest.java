package dev.headgate.core.limit;

import java.util.random.RandomGenerator;

class SlidingLogContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    long length = 1 + random.nextLong(random.nextBoolean() ? 100 : 60_000_000L);
    return new Subject(
        amount -> new SlidingLog(amount, length),
        amount -> Reference.window(amount, (event, now) -> now - event.takenAt() < length),
        Math.max(4, length));
  }
}
