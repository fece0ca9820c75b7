package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Reservation;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What a node writes of a reservation so that any node can end it. Safe for all threads. */
interface Notes {
  /** A reservation of all that was planned. */
  byte[] write(Reservation planned);

  /**
   * The same reservation, or null where it cannot be understood.
   *
   * @param taken whether the claim at a place of what was planned was taken
   */
  @Nullable Reservation read(byte[] note, IntPredicate taken);
}
