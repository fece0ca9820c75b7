package dev.headgate.server.scripts;

import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Sums what scripts do, in memory, and names loops that run away. Safe for all threads. */
public final class ScriptBook {
  /** Hours that are kept, the present one included. */
  public static final int HOURS_MAX = 48;

  /** Scripts and operations of an hour that are kept apart; more are summed together. */
  public static final int ROWS_OF_HOUR_MAX = 1_000;

  private static final long HOUR = 3_600 * Micros.SECOND;

  private record Key(Script script, String operation) {}

  private record Hour(long began, Map<Key, Counts> sums) {}

  private final TimeSource time;
  private final Consumer<Loop> loopBegan;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Hour> hours = new ArrayDeque<>();
  private final Set<Visit> open = new LinkedHashSet<>();
  private final Loops loops = new Loops();

  /** An empty book; each loop is told once when it is found. */
  public ScriptBook(TimeSource time, Consumer<Loop> loopBegan) {
    this.time = time;
    this.loopBegan = loopBegan;
  }

  /**
   * A request came.
   *
   * @param digest of all that makes it the same request as another
   */
  public void came(Visit visit, long digest) {
    Loop loop;
    lock.lock();
    try {
      open.add(visit);
      loop = loops.came(visit, digest);
    } finally {
      lock.unlock();
    }
    if (loop != null) {
      loopBegan.accept(loop);
    }
  }

  /** The same request was told not to come back before that instant. */
  public void told(long digest, long notBefore) {
    lock.lock();
    try {
      loops.told(digest, notBefore);
    } finally {
      lock.unlock();
    }
  }

  /** A request ended; a second time does nothing. */
  public void ended(Visit visit, Visit.End end) {
    long now = time.micros();
    lock.lock();
    try {
      if (open.remove(visit)) {
        add(visit, visit.counts(end, now), now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The hours that are kept. */
  public Report report() {
    lock.lock();
    try {
      List<Report.Row> rows = new ArrayList<>();
      for (Hour hour : hours) {
        hour.sums()
            .forEach(
                (key, counts) ->
                    rows.add(
                        new Report.Row(
                            hour.began(), key.script().name(), key.operation(), counts)));
      }
      rows.sort(
          Comparator.comparingLong(Report.Row::hourMicros)
              .thenComparingLong(row -> row.counts().made().calls())
              .reversed());
      return new Report(rows, loops.running(time.micros()));
    } finally {
      lock.unlock();
    }
  }

  /** What goes on at this moment. */
  public Standing standing() {
    long now = time.micros();
    lock.lock();
    try {
      Counts hour = Counts.NONE;
      Hour present = hours.peekFirst();
      if (present != null && now - present.began() < HOUR) {
        hour = present.sums().values().stream().reduce(Counts.NONE, Counts::plus);
      }
      return Standing.of(open, hour, loops.running(now), now);
    } finally {
      lock.unlock();
    }
  }

  private void add(Visit visit, Counts counts, long now) {
    long began = now - Math.floorMod(now, HOUR);
    Hour present = hours.peekFirst();
    if (present == null || present.began() < began) {
      present = new Hour(began, new HashMap<>());
      hours.addFirst(present);
      while (hours.size() > HOURS_MAX) {
        hours.removeLast();
      }
    }
    Key key = new Key(visit.script(), visit.operation());
    boolean room = present.sums().size() < ROWS_OF_HOUR_MAX;
    Key kept = room || present.sums().containsKey(key) ? key : new Key(Script.OTHERS, "*");
    present.sums().merge(kept, counts, Counts::plus);
  }
}
