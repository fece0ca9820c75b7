package dev.headgate.client.host;

import dev.headgate.client.host.Members.Member;
import dev.headgate.client.host.RingFile.State;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.share.Slots;
import java.util.function.LongSupplier;

/**
 * Places that all processes of a host take in turns, each free one window after the response.
 * Asking puts the process in line; the first in line is told the instant of its place about a
 * window ahead, and one that does not come then stands at the end again.
 */
final class SharedRing implements Slots {
  private final RingFile ring;
  private final Members members;
  private final LongSupplier host;
  private final long window;

  /** A place that is not taken that long after it was free is given to the next. */
  private final long grace;

  private volatile long interval;

  SharedRing(RingFile ring, Members members, LongSupplier host, Rate rate) {
    this.ring = ring;
    this.members = members;
    this.host = host;
    this.window = rate.windowMicros() + 1;
    this.grace = Math.max(window / 4, 1_000);
    this.interval = Math.ceilDiv(window, rate.count());
  }

  @Override
  public long opensAt(long now) {
    return now + ring.locked(() -> waitFrom(host.getAsLong()));
  }

  @Override
  public int take(long now) {
    return (int)
        ring.locked(
            () -> {
              long present = host.getAsLong();
              int place = placeFor(present);
              ring.give(place, members.self(), State.TAKEN, present);
              return place;
            });
  }

  @Override
  public void answered(int slot, long now) {
    var unused =
        ring.locked(
            () -> {
              long present = host.getAsLong();
              if (ring.state(slot) == State.TAKEN && ring.owner(slot).equals(members.self())) {
                ring.free(slot, present + window);
              }
              keepForTheFirst(present);
              return present;
            });
  }

  @Override
  public long intervalMicros() {
    return interval;
  }

  /** How long this process has to wait from now on: 0 if a place is kept for it and free. */
  private long waitFrom(long now) {
    tidy(now);
    int kept = keptForSelf();
    if (kept == ring.count()) {
      ring.want(members.self(), now);
      keepForTheFirst(now);
      kept = keptForSelf();
    }
    interval = Math.ceilDiv(window, ring.count()) * Math.max(1, inLine());
    if (kept == ring.count()) {
      // Whoever is first in line learns it a window ahead, so looking twice in a window will do.
      return window / 2;
    }
    // Asking shows that it is still wanted.
    ring.give(kept, members.self(), State.KEPT, now);
    return Math.max(0, ring.freeAt(kept) - now);
  }

  /** The number of the place that is kept for this process; the count of places if none is. */
  private int keptForSelf() {
    int place = 0;
    while (place < ring.count()
        && !(ring.state(place) == State.KEPT && ring.owner(place).equals(members.self()))) {
      place++;
    }
    return place;
  }

  /**
   * The place to take. A process that was stopped between asking and taking for longer than the
   * grace may have lost it; then it takes the one that is free first.
   */
  private int placeFor(long now) {
    int kept = keptForSelf();
    if (kept < ring.count() && ring.freeAt(kept) <= now) {
      return kept;
    }
    int first = 0;
    for (int place = 1; place < ring.count(); place++) {
      boolean earlier = ring.freeAt(place) < ring.freeAt(first);
      first = ring.state(place) != State.TAKEN && earlier ? place : first;
    }
    return first;
  }

  /** Frees what is held by processes that have ended, and what nobody came for. */
  private void tidy(long now) {
    for (int place = 0; place < ring.count(); place++) {
      State state = ring.state(place);
      if (state == State.TAKEN) {
        boolean old = now - ring.since(place) > window || ring.since(place) > now;
        if (old && !members.isAlive(ring.owner(place))) {
          ring.free(place, now + window);
        }
        continue;
      }
      if (ring.freeAt(place) > now + window) {
        // Somebody has set the clock back.
        ring.free(place, now + window);
      } else if (state == State.KEPT && now > ring.freeAt(place) + grace && isLate(place, now)) {
        ring.free(place, ring.freeAt(place));
      }
    }
    keepForTheFirst(now);
  }

  private boolean isLate(int place, long now) {
    return now - ring.since(place) > grace || ring.since(place) > now;
  }

  /** Keeps each place that nobody has for the first in line, the place that is free first first. */
  private void keepForTheFirst(long now) {
    int member = firstInLine(now);
    int place = member == Members.MOST ? ring.count() : firstFree();
    while (place < ring.count()) {
      Member first = ring.inLine(member);
      ring.leaveLine(member);
      ring.give(place, first, State.KEPT, now);
      member = firstInLine(now);
      place = member == Members.MOST ? ring.count() : firstFree();
    }
  }

  private int firstFree() {
    int first = ring.count();
    for (int place = 0; place < ring.count(); place++) {
      boolean free = ring.state(place) == State.FREE;
      if (free && (first == ring.count() || ring.freeAt(place) < ring.freeAt(first))) {
        first = place;
      }
    }
    return first;
  }

  /** The number of the process that stands first; {@link Members#MOST} if none does. */
  private int firstInLine(long now) {
    int first = Members.MOST;
    for (int member = 0; member < Members.MOST; member++) {
      long ticket = ring.ticket(member);
      if (ticket == 0) {
        continue;
      }
      if (now - ring.askedAt(member) > 2 * window) {
        ring.leaveLine(member);
      } else if (first == Members.MOST || ticket < ring.ticket(first)) {
        first = member;
      }
    }
    return first;
  }

  private int inLine() {
    int standing = 0;
    for (int member = 0; member < Members.MOST; member++) {
      standing += ring.ticket(member) != 0 ? 1 : 0;
    }
    return standing;
  }
}
