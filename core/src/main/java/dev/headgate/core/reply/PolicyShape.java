package dev.headgate.core.reply;

import dev.headgate.core.snapshot.Claim;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that the policy values of an answer are a function of: under one snapshot, for each
 * claim shown, its rule, amount, window and whether it binds. Gathered anew for each answer and
 * copied only when kept. Not safe for several threads.
 */
final class PolicyShape {
  private static final int PER_CLAIM = 3;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private long[] numbers;
  private int length;
  private long hash;

  PolicyShape() {
    this(new long[8 * PER_CLAIM], 0, 0);
  }

  private PolicyShape(long[] numbers, int length, long hash) {
    this.numbers = numbers;
    this.length = length;
    this.hash = hash;
  }

  void clear() {
    length = 0;
    hash = 0;
  }

  void add(Claim claim) {
    if (numbers.length < length + PER_CLAIM) {
      numbers = Arrays.copyOf(numbers, numbers.length * 2);
    }
    put(claim.ordinal() * 2L + (claim.binds() ? 1 : 0));
    put(claim.meter().amount());
    put(claim.meter().windowMicros());
  }

  int hash() {
    return (int) (hash >>> 40);
  }

  PolicyShape copy() {
    return new PolicyShape(Arrays.copyOf(numbers, length), length, hash);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PolicyShape that
        && hash == that.hash
        && Arrays.equals(numbers, 0, length, that.numbers, 0, that.length);
  }

  @Override
  public int hashCode() {
    return hash();
  }

  private void put(long number) {
    numbers[length++] = number;
    hash = (hash ^ number) * SPREAD;
  }
}
