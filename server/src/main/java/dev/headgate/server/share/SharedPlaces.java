package dev.headgate.server.share;

import dev.headgate.client.share.Slots;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.share.Statement.Wants;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A member's part of a ring of places. To ask puts it in line; the place it is given is its own
 * from then on, so taking it asks nobody. What it does not use in time it gives back. Safe for all
 * threads; no lock is held while the server is waited for.
 */
final class SharedPlaces implements Slots {
  /** A member that was not heard for so long is gone. */
  static final long PRESENCE = 3 * Micros.SECOND;

  /** The most members of a ring; more are told to wait. */
  static final int MEMBERS_MAX = 256;

  /** The longest pause between two questions of a member in line. */
  static final long ASK_AGAIN_MAX = 5 * Micros.SECOND;

  /** How often a member is heard at least, while it holds something or stands in line. */
  private static final long HEARD_EVERY = 3 * Micros.SECOND / 4;

  /** A place is used only while the server surely counts it as ours. */
  private static final long GOOD_FOR = PRESENCE - Micros.SECOND / 2;

  private static final long GRACE_MIN = 1_000;

  private final TimeSource time;
  private final Wire wire;
  private final Ring ring;

  /** A place that is not taken that long after it was free is given back. */
  private final long grace;

  private volatile long interval;
  private Turn turn = new Turn.Away();
  private int underWay;
  private int answered;
  private List<Long> unused = List.of();
  private long messages;
  private long wantedAt;
  private long saidAt;
  private long heardAt;
  private boolean asking;
  private boolean changed;

  /** Where a member stands. Instants are of its own clock, but for what the server said. */
  private sealed interface Turn {
    /** Neither in line nor with a place. */
    record Away() implements Turn {}

    /** In line, with nothing to ask before an instant. */
    record InLine(long again) implements Turn {}

    /** A place is kept for it, free at an instant. */
    record Kept(long at, long serversAt) implements Turn {}
  }

  SharedPlaces(TimeSource time, Wire wire, Ring ring) {
    this.time = time;
    this.wire = wire;
    this.ring = ring;
    grace = Math.max(ring.window() / 4, GRACE_MIN);
    interval = ring.interval();
  }

  @Override
  public long opensAt(long now) {
    CompletionStage<Told> answer;
    synchronized (this) {
      long present = time.micros();
      wantedAt = present;
      dropLost(present);
      if (turn instanceof Turn.Kept(long at, long _) && wire.isUp()) {
        return now + Math.max(0, at - present);
      }
      if (turn instanceof Turn.InLine(long again) && present < again) {
        return now + again - present;
      }
      if (asking || !wire.isUp()) {
        return now + Wire.ANSWER;
      }
      asking = true;
      answer = say(Wants.ASKS, present);
    }
    return now + hear(answer);
  }

  /** Waits for the answer to a question, and returns how long there is to wait from then on. */
  private long hear(CompletionStage<Told> answer) {
    Told told;
    try {
      told = answer.toCompletableFuture().join();
    } catch (CompletionException noAnswer) {
      // If it was heard all the same, the next message says that nothing is held.
      told = new Told(false, Wire.ANSWER, 0, 1);
    }
    synchronized (this) {
      asking = false;
      long present = time.micros();
      if (told.given()) {
        turn = new Turn.Kept(present + told.waitMicros(), told.at());
      } else {
        turn = new Turn.InLine(present + Math.max(told.waitMicros(), 1));
      }
      interval = ring.interval() * Math.max(1, told.inLine());
      if (changed) {
        tell(present);
      }
      return told.waitMicros();
    }
  }

  @Override
  public synchronized int take(long now) {
    // One that another governor of this process took meanwhile is taken twice, and the server is
    // told: it gives one less until an answer comes.
    turn = new Turn.Away();
    underWay++;
    return 0;
  }

  @Override
  public synchronized void answered(int slot, long now) {
    underWay--;
    answered++;
    tell(time.micros());
  }

  @Override
  public long intervalMicros() {
    return interval;
  }

  /** Gives back what was not used, leaves the line if nobody asks, and is heard from. */
  synchronized void tick() {
    long present = time.micros();
    dropLost(present);
    if (turn instanceof Turn.Kept(long at, long _) && isPast(Math.max(at, wantedAt) + grace)) {
      giveBack();
    } else if (turn instanceof Turn.InLine(long again) && isPast(again + ring.window())) {
      turn = new Turn.Away();
      changed = true;
    }
    if (changed || (isThere() && present - saidAt >= HEARD_EVERY)) {
      tell(present);
    }
  }

  /** The server was met anew: it has to hear what is held. */
  synchronized void met() {
    if (isThere() || changed) {
      tell(time.micros());
    }
  }

  /** Gives everything back; what calls under way hold is free a window from now. */
  synchronized CompletableFuture<Told> leave() {
    boolean there = isThere();
    if (turn instanceof Turn.Kept) {
      giveBack();
    }
    turn = new Turn.Away();
    answered += underWay;
    underWay = 0;
    return there
        ? say(Wants.NOTHING, time.micros()).toCompletableFuture()
        : CompletableFuture.completedFuture(new Told(false, 0, 0, 0));
  }

  private boolean isPast(long instant) {
    return time.micros() > instant;
  }

  /** Whether it holds something or stands in line. */
  private boolean isThere() {
    return holds() > 0 || turn instanceof Turn.InLine;
  }

  private int holds() {
    return underWay + (turn instanceof Turn.Kept ? 1 : 0);
  }

  /** A place that the server may have given to another by now, since it did not hear us. */
  private void dropLost(long present) {
    if (turn instanceof Turn.Kept && present - heardAt > GOOD_FOR) {
      giveBack();
    }
  }

  private void giveBack() {
    if (turn instanceof Turn.Kept(long _, long serversAt)) {
      unused = List.of(serversAt);
      turn = new Turn.Away();
      changed = true;
    }
  }

  /** Says how it stands, unless a question is under way whose answer will change that. */
  private void tell(long present) {
    changed = true;
    if (!asking && wire.isUp()) {
      var _ = say(turn instanceof Turn.InLine ? Wants.STANDS : Wants.NOTHING, present);
    }
  }

  private CompletionStage<Told> say(Wants wants, long present) {
    int news = answered;
    Statement statement = new Statement(++messages, holds(), news, wants, unused);
    answered = 0;
    unused = List.of();
    changed = false;
    saidAt = present;
    return wire.say(ring, statement)
        .whenComplete(
            (told, failure) -> {
              if (failure == null) {
                heard(present);
              } else {
                unheard(news);
              }
            });
  }

  private synchronized void heard(long sentAt) {
    heardAt = Math.max(heardAt, sentAt);
  }

  /** It may have been heard all the same; then the server counts too much for a window. */
  private synchronized void unheard(int news) {
    answered += news;
    changed = true;
  }
}
