package dev.headgate.core.limit;

import java.util.random.RandomGenerator;

class FixedWindowContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    long length = 1 + random.nextLong(random.nextBoolean() ? 1_000 : 7_200_000_000L);
    return new Subject(
        amount -> new FixedWindow(amount, length),
        amount ->
            Reference.window(amount, (event, now) -> event.takenAt() / length == now / length),
        Math.max(4, length));
  }

  @Override
  protected boolean hasWindows() {
    return true;
  }
}
