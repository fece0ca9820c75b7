package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.snapshot.Claim;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as the store keeps it: what the script works with, which claims were taken, what
 * the node wrote, and what its ending changed.
 *
 * @param state what became of it
 * @param at instant of the decision in microseconds
 * @param expiresAt instant at which it expires
 * @param lateWithin microseconds after that in which it is still corrected
 */
record Kept(State state, long at, long expiresAt, long lateWithin, ByteBuffer rest) {
  private static final int CHANGE_NUMBERS = 4;

  /** What became of a reservation, in the script's order. */
  enum State {
    OPEN,
    SETTLED,
    RELEASED,
    EXPIRED,
    LATE,
    HELD;

    private static final List<State> ALL = List.of(values());

    static State of(int code) {
      return ALL.get(code);
    }
  }

  /** Reads one; the rest of the text is read as it is asked for. */
  static Kept of(ByteBuffer text) {
    ByteBuffer from = text.slice().order(ByteOrder.LITTLE_ENDIAN);
    State state = State.of((int) from.getDouble());
    from.getDouble();
    long at = (long) from.getDouble();
    long expiresAt = (long) from.getDouble();
    long lateWithin = (long) from.getDouble();
    return new Kept(state, at, expiresAt, lateWithin, from);
  }

  /** The reservation, or null where what the node wrote cannot be understood any more. */
  @Nullable Reservation reservation(Notes notes) {
    ByteBuffer from = rest.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    byte[] kept = new byte[from.getInt()];
    byte[] note = new byte[from.getInt()];
    from.get(kept).get(note);
    Reservation planned = notes.read(note, place -> place >= kept.length || kept[place] != 0);
    return planned == null
        ? null
        : new Reservation(
            planned.id(), planned.serial(), planned.plan(), planned.taken(), at, expiresAt);
  }

  /** How it ended as far as it counts here, or null while it is open. */
  @Nullable Settlement settlement(List<Claim> here) {
    if (state == State.OPEN) {
      return null;
    }
    ByteBuffer from = rest.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int kept = from.getInt();
    int note = from.getInt();
    from.position(from.position() + kept + note);
    return new Settlement(outcome(state), changes(here, from));
  }

  /** Until when it can be found. */
  long forgetAt() {
    boolean expired = state == State.EXPIRED || state == State.LATE;
    return expiresAt + (expired ? lateWithin : 0);
  }

  /** What a settlement changed, for each claim in turn. */
  static List<Adjustment> changes(List<Claim> claims, ByteBuffer from) {
    List<Adjustment> changes = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      if (from.remaining() < CHANGE_NUMBERS * Double.BYTES) {
        break;
      }
      changes.add(
          new Adjustment(
              claim,
              (long) from.getDouble(),
              (long) from.getDouble(),
              (long) from.getDouble(),
              (long) from.getDouble()));
    }
    return changes;
  }

  static Settlement.Outcome outcome(State state) {
    return switch (state) {
      case OPEN, HELD -> Settlement.Outcome.UNKNOWN;
      case SETTLED, RELEASED -> Settlement.Outcome.SETTLED;
      case EXPIRED -> Settlement.Outcome.EXPIRED;
      case LATE -> Settlement.Outcome.CORRECTED_LATE;
    };
  }
}
