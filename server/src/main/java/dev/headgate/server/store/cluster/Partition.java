package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One atomic domain, by its own clock: counters, and the reservations that are at home in it or
 * reach into it. Of a whole reservation it counts only the claims that lie in it. Safe for all
 * threads.
 */
public interface Partition {
  /** How long something is held for a call that is being decided, in microseconds. */
  long HOLD_LIFE = 250_000;

  /** Decides a call all of whose claims lie here. */
  void take(Plan plan, Answer<Weighed> answer);

  /** Says what {@link #take} would say and takes nothing. */
  void peek(Plan plan, Answer<Weighed> answer);

  /**
   * Takes what {@link #take} would take, for {@link #HOLD_LIFE}; after that it lapses back to
   * nothing. Whether the call was made before under its own id is not looked at.
   *
   * @param plan the claims that lie here, and the id under which they are held
   * @param serial identifies the holder of permits
   */
  void hold(Plan plan, long serial, Answer<Weighed> answer);

  /** Makes good what is held. */
  void confirm(Confirmation confirmation, Answer<Confirmed> answer);

  /**
   * Ends what counts here of a reservation.
   *
   * @param heard hears of an ending that happens by this
   */
  void end(Closing closing, SettlementListener heard, Answer<Settlement> answer);

  /** Renews what counts here of a reservation; false where it has ended. */
  void renew(Reservation reservation, long now, Answer<Boolean> answer);

  /** Looks up what is remembered here; how it ended tells only of the claims that lie here. */
  void find(String id, long now, Answer<Found> answer);

  /** The oldest of what is due. */
  void due(long now, Answer<List<Due>> answer);

  /** Forgets one counter; the answer is whether there was one. */
  void reset(Rule rule, Key key, Answer<Boolean> answer);

  /**
   * What is made good.
   *
   * @param held what was taken here, under the id that it is held under
   * @param kept what is remembered here from now on, in the home of the call all of it; null where
   *     nobody will ask for it, so that it only counts
   * @param home whether this is the home of the call, where its own id is remembered
   */
  record Confirmation(Reservation held, @Nullable Reservation kept, boolean home) {}

  /** What became of a confirmation. */
  enum Confirmed {
    /** It counts. */
    GOOD,
    /** It had lapsed. */
    LAPSED,
    /** It is held still; a call under the same id of its own was confirmed meanwhile. */
    REPEATED
  }

  /**
   * What ends.
   *
   * @param reservation whole, or the part that lies here
   * @param actual what it cost; what an expired one costs where its life is over
   * @param cause why
   * @param now instant of the node
   */
  record Closing(Reservation reservation, Actual actual, Cause cause, long now) {
    /** Settled by its holder. */
    static Closing settled(Reservation reservation, Actual actual, long now) {
      return new Closing(reservation, actual, Cause.COST, now);
    }

    /** Ended since its life is over. */
    static Closing expired(Reservation reservation, Cause cause, long now) {
      return new Closing(reservation, Actual.expired(reservation), cause, now);
    }
  }

  /** Why a reservation ends. */
  enum Cause {
    /** Its cost is known. */
    COST,
    /** Its life is over, unless it was renewed. */
    LIFE,
    /** What was held lapsed, unless it was confirmed. */
    LAPSE,
    /** It is over in the home of the call. */
    CALL
  }

  /**
   * Something whose time is over.
   *
   * @param reservation as it is remembered here
   * @param held whether it was only held
   */
  record Due(Reservation reservation, boolean held) {}
}
