package dev.headgate.policy.read;

import dev.headgate.policy.yaml.Value;
import org.jspecify.annotations.Nullable;

/** Reads amounts. */
final class AmountReader {
  private final Reading reading;

  AmountReader(Reading reading) {
    this.reading = reading;
  }

  @Nullable Amounts amounts(Value value) {
    Long amount = reading.scalars().whole(value, 1, Amounts.AMOUNT_MAX);
    return amount == null ? null : Amounts.constant(amount);
  }
}
