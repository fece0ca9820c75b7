package dev.headgate.core.decision;

import dev.headgate.core.call.Call;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * All that the store needs to decide one call; the pure first half of a decision.
 *
 * @param snapshot the rules it was made under
 * @param call the call
 * @param matched quote, claims, and why no retry helps, if so
 * @param now instant of the decision in microseconds; a store with a clock of its own may correct
 *     it
 * @param reservationId id under which the store remembers an allowed call, or null where nobody
 *     will ask for it
 */
public record Plan(
    PolicySnapshot snapshot,
    Call call,
    Matched matched,
    long now,
    @Nullable String reservationId) {}
