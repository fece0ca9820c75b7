package dev.headgate.server;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.time.ManualTime;

/**
 * The engine over recorded calls.
 *
 * @param time moved by whoever replays
 * @param decider decides, with counters of its own
 */
public record Replay(ManualTime time, Decider decider) {}
