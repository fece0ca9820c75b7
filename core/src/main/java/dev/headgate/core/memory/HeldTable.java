package dev.headgate.core.memory;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Reservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The remembered reservations, by id and by the caller's own id. Each stripe has its part; methods
 * expect the stripes of what they are given to be held.
 */
final class HeldTable {
  /** The part of one stripe. */
  private static final class Part {
    final Map<String, Held> byId = new HashMap<>();
    final Map<String, Held> byCall = new HashMap<>();
    final PriorityQueue<Held> due =
        new PriorityQueue<>(Comparator.comparingLong(held -> held.reservation.expiresAt()));
  }

  private final Part[] parts = new Part[Stripes.COUNT];

  HeldTable() {
    java.util.Arrays.setAll(parts, i -> new Part());
  }

  static int hash(String id) {
    int hash = id.hashCode() * 0x9E37_79B9;
    return hash ^ (hash >>> 16);
  }

  /** The home of a call's id: its app, or its tenant where it has no app. */
  static @Nullable String callKey(Call call) {
    if (call.id() == null) {
      return null;
    }
    String app = call.caller().attribute("app");
    String tenant = app == null ? call.caller().attribute("tenant") : null;
    return (app != null ? "a:" + app : "t:" + tenant) + '\n' + call.id();
  }

  void add(Held held) {
    String id = held.reservation.id();
    if (id == null) {
      return;
    }
    Part part = part(id);
    part.byId.put(id, held);
    part.due.add(held);
    String callKey = callKey(held.reservation.call());
    if (callKey != null) {
      part(callKey).byCall.put(callKey, held);
    }
  }

  @Nullable Held byId(String id) {
    return part(id).byId.get(id);
  }

  @Nullable Held byCall(String callKey) {
    return part(callKey).byCall.get(callKey);
  }

  /** Takes those of a stripe out of the queue that are due, at most so many. */
  List<Held> due(int stripe, long now, int most) {
    PriorityQueue<Held> queue = parts[stripe].due;
    List<Held> due = new ArrayList<>();
    while (due.size() < most) {
      Held first = queue.peek();
      if (first == null || first.reservation.expiresAt() > now) {
        break;
      }
      due.add(queue.poll());
    }
    return due;
  }

  boolean hasDue(int stripe, long now) {
    Held first = parts[stripe].due.peek();
    return first != null && first.reservation.expiresAt() <= now;
  }

  /** Forgets a reservation and the caller's id for it. */
  void forget(Reservation reservation) {
    String id = reservation.id();
    if (id != null) {
      part(id).byId.remove(id);
    }
    String callKey = callKey(reservation.call());
    if (callKey != null) {
      part(callKey).byCall.remove(callKey);
    }
  }

  private Part part(String id) {
    return parts[hash(id) & (Stripes.COUNT - 1)];
  }
}
