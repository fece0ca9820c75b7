package dev.headgate.policy.check;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.read.Notice;

/**
 * A policy as far as it is compared.
 *
 * @param snapshot the rules
 * @param notice what is promised about changes, and by what amounts are chosen
 */
public record Compared(PolicySnapshot snapshot, Notice notice) {}
