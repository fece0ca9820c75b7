package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Reservation;
import dev.headgate.server.store.codec.ReservationCodec;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reservations as every store that outlives a process writes them. */
record StoredReservations(ReservationCodec codec) implements Notes {
  private static final System.Logger LOG = System.getLogger(StoredReservations.class.getName());

  @Override
  public byte[] write(Reservation planned) {
    return codec.bytes(planned);
  }

  @Override
  public @Nullable Reservation read(byte[] note, IntPredicate taken) {
    try {
      return codec.reservation(note, taken);
    } catch (IllegalArgumentException unreadable) {
      LOG.log(System.Logger.Level.WARNING, "a reservation cannot be read", unreadable);
      return null;
    }
  }
}
