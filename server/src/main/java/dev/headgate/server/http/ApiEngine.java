package dev.headgate.server.http;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.time.TimeSource;
import java.util.function.Supplier;

/**
 * What this API asks.
 *
 * @param time the engine's time
 * @param decider decides, and tells whoever counts
 * @param reservations settles and looks up what was taken
 * @param policy the policy in force
 * @param callers knows the callers
 */
public record ApiEngine(
    TimeSource time,
    Decider decider,
    Settler reservations,
    Supplier<? extends PolicyView> policy,
    CallerDirectory callers) {}
