package dev.headgate.server.store.outage;

import dev.headgate.core.decision.Reservation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest reservations that this node was given, so that they can be settled by id while the
 * store does not answer. Safe for all threads.
 */
final class Remembered {
  /** The most that it knows; beyond it the oldest are forgotten. */
  static final int REMEMBERED_MAX = 50_000;

  private final Map<String, Reservation> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reservation> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  synchronized void add(Reservation reservation) {
    if (reservation.id() != null) {
      byId.put(reservation.id(), reservation);
    }
  }

  synchronized @Nullable Reservation get(String id, long now) {
    Reservation known = byId.get(id);
    return known == null || known.expiresAt() <= now ? null : known;
  }
}
