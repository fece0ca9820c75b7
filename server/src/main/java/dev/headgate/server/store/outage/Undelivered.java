package dev.headgate.server.store.outage;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Actual;

/**
 * A settlement that was accepted and not delivered yet.
 *
 * @param reservation what is settled
 * @param actual what it cost
 * @param at when it was accepted, in microseconds since 1970
 */
public record Undelivered(Reservation reservation, Actual actual, long at) {}
