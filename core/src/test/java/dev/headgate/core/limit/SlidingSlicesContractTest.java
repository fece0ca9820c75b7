package dev.headgate.core.limit;

import java.util.random.RandomGenerator;

class SlidingSlicesContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    int slices = 1 + random.nextInt(SlidingSlices.SLICES_MAX);
    long length = 300_000 + random.nextLong(86_400_000_000L);
    long slice = (length + slices - 1) / slices;
    return new Subject(
        amount -> new SlidingSlices(amount, length, slices),
        amount ->
            Reference.window(
                amount, (event, now) -> now / slice - event.takenAt() / slice <= slices),
        length);
  }
}
