package dev.headgate.simulator.comparison;

import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.replay.ReplayResult;

/**
 * One policy over so many times the traffic.
 *
 * @param contender the policy
 * @param times how often each call came
 * @param result what was read and decided
 * @param tally the sums
 */
public record Column(Contender contender, int times, ReplayResult result, Tally tally) {}
