package dev.headgate.policy.read;

import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.yaml.Value;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one rule.
 *
 * @param suffix what is added to the name of the limit after a stroke; empty for nothing
 * @param meters gives its meters
 * @param place where it is written
 * @param members who shares each counter as a pool, or null where nobody does
 */
record Metered(String suffix, MeterSource meters, Place place, @Nullable Value members) {
  Metered(String suffix, MeterSource meters, Place place) {
    this(suffix, meters, place, null);
  }
}
