package dev.headgate.core.memory;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Settlement;
import org.jspecify.annotations.Nullable;

/**
 * A remembered reservation at the instant of a cut.
 *
 * @param reservation what is held, or was
 * @param settlement how it ended last, or null while it is open
 * @param expired whether it expired, before anything else became of it
 * @param late whether it was corrected after that
 * @param released whether it was given back whole, so that a repeated call is decided anew
 */
public record KeptReservation(
    Reservation reservation,
    @Nullable Settlement settlement,
    boolean expired,
    boolean late,
    boolean released) {}
