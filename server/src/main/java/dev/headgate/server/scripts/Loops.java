package dev.headgate.server.scripts;

import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests that run away. Each request that comes warms its trail by one, and a trail cools
 * by one a second: a poll once a second never gets warm, ten equal requests a second are named
 * after little more than two seconds. The same for requests that come back too early. Bounded: the
 * longest unused trail makes room. Belongs to its book.
 */
final class Loops {
  /** From so many on it runs away. */
  static final int WARM = 20;

  /** So many early returns are impatience. */
  static final int EARLY = 3;

  /** Below that it has ended. */
  private static final int COOL = 2;

  private static final int TRAILS_MAX = 4_096;

  /** What is known of one request of a script. */
  private static final class Trail {
    final Script script;
    final String operation;
    double same;
    double early;
    long at;
    long since;
    long times;
    long notBefore;
    Loop.@Nullable Kind kind;

    Trail(Script script, String operation, long now) {
      this.script = script;
      this.operation = operation;
      at = now;
      since = now;
    }

    void cool(long now) {
      double cooled = (double) Math.max(0, now - at) / Micros.SECOND;
      same = Math.max(0, same - cooled);
      early = Math.max(0, early - cooled / WARM);
      at = now;
      if (kind != null && same < COOL && early < 1) {
        kind = null;
      }
    }

    Loop loop(Loop.Kind running) {
      return new Loop(script, operation, running, times, since);
    }
  }

  private final Map<Long, Trail> trails =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Trail> eldest) {
          return size() > TRAILS_MAX;
        }
      };

  /** A request came; the loop that it shows to have begun, or null. */
  @Nullable Loop came(Visit visit, long digest) {
    long now = visit.cameAt();
    Trail trail =
        trails.computeIfAbsent(digest, key -> new Trail(visit.script(), visit.operation(), now));
    trail.cool(now);
    if (trail.same == 0 && trail.early == 0) {
      trail.since = now;
      trail.times = 0;
    }
    trail.same++;
    trail.times++;
    trail.early += now < trail.notBefore ? 1 : 0;
    boolean known = trail.kind != null;
    if (trail.early >= EARLY) {
      trail.kind = Loop.Kind.IMPATIENT;
    } else if (trail.same >= WARM && !known) {
      trail.kind = Loop.Kind.SAME_REQUEST;
    }
    Loop.Kind kind = trail.kind;
    return known || kind == null ? null : trail.loop(kind);
  }

  /** The same request was told not to come before that instant. */
  void told(long digest, long notBefore) {
    Trail trail = trails.get(digest);
    if (trail != null) {
      trail.notBefore = notBefore;
    }
  }

  /** Those that run now. */
  List<Loop> running(long now) {
    List<Loop> running = new ArrayList<>();
    for (Trail trail : trails.values()) {
      trail.cool(now);
      Loop.Kind kind = trail.kind;
      if (kind != null) {
        running.add(trail.loop(kind));
      }
    }
    return running;
  }
}
