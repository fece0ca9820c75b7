package dev.headgate.simulator.comparison;

import dev.headgate.policy.Policy;

/**
 * A policy that is compared with others.
 *
 * @param name of its file
 * @param policy the policy
 */
public record Contender(String name, Policy policy) {}
