package dev.headgate.policy.read;

import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.policy.problem.Place;

/**
 * The arithmetic of one rule.
 *
 * @param suffix what is added to the name of the limit after a stroke; empty for nothing
 * @param meters gives its meters
 * @param place where it is written
 */
record Metered(String suffix, MeterSource meters, Place place) {}
