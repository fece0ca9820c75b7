package dev.headgate.core.limit;

import java.util.random.RandomGenerator;

class ConcurrencyContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    long lease = 1 + random.nextLong(60_000_000L);
    long olderThan = random.nextBoolean() ? 0 : random.nextLong(2 * lease);
    return new Subject(
        amount -> new Concurrency(amount, lease, olderThan),
        amount ->
            Reference.window(
                amount,
                (event, now) ->
                    now - event.takenAt() < lease && now - event.takenAt() >= olderThan),
        Math.max(4, lease));
  }
}
