package dev.headgate.core.memory;

import dev.headgate.core.call.CallId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The remembered reservations, by id and by the caller's own id. Each stripe has its part; methods
 * expect the stripes of what they are given to be held.
 *
 * <p>Bounded: a part that is full forgets the ended reservation that it would forget next anyway;
 * where all are open, a new one is not remembered. Both are counted.
 */
final class HeldTable {
  /** How many reservations are remembered unless stated. */
  static final int REMEMBERED_MAX = 1_000_000;

  /** Something that is to be looked at when its instant has come. */
  private record Due(long at, String name, Held held) {}

  /** The part of one stripe. */
  private static final class Part {
    final Map<String, Held> byId = new HashMap<>();
    final Map<String, Held> byCall = new HashMap<>();
    final PriorityQueue<Due> lives = queue();
    final PriorityQueue<Due> ended = queue();
    final PriorityQueue<Due> calls = queue();

    private static PriorityQueue<Due> queue() {
      // Those of one instant by age, so that their order does not depend on what else was here.
      return new PriorityQueue<>(
          Comparator.comparingLong(Due::at)
              .thenComparingLong(due -> due.held().reservation().serial()));
    }
  }

  private final Part[] parts = new Part[Stripes.COUNT];
  private final int partMax;
  private final LongAdder forgottenEarly = new LongAdder();
  private final LongAdder unremembered = new LongAdder();

  private final @Nullable Journal journal;

  /**
   * An empty table.
   *
   * @param journal where changes are noted, or null where nobody asks for them
   */
  HeldTable(int rememberedMax, @Nullable Journal journal) {
    this.journal = journal;
    java.util.Arrays.setAll(parts, i -> new Part());
    partMax = Math.ceilDiv(rememberedMax, Stripes.COUNT);
  }

  static int hash(String id) {
    int hash = id.hashCode() * 0x9E37_79B9;
    return hash ^ (hash >>> 16);
  }

  /** Makes room for one more reservation; false where all of the part are open. */
  boolean roomFor(String id) {
    Part part = part(id);
    while (part.byId.size() >= partMax) {
      Due next = part.ended.poll();
      if (next == null) {
        unremembered.increment();
        return false;
      }
      if (forget(part, next)) {
        forgottenEarly.increment();
      }
    }
    return true;
  }

  /** Remembers a reservation, for which there is room. */
  void add(String id, Held held) {
    add(id, held, CallId.key(held.reservation().call()));
  }

  /** Puts one back that was kept, and that is kept as it is. */
  void restore(String id, Held held, @Nullable String callKey) {
    add(id, held, callKey);
    if (!held.open()) {
      ended(id, held);
    }
    held.stamp = 0;
  }

  private void add(String id, Held held, @Nullable String callKey) {
    Part part = part(id);
    changes(held);
    if (part.lives.size() >= 2 * partMax) {
      part.lives.removeIf(due -> !due.held().open());
    }
    part.byId.put(id, held);
    if (held.open()) {
      part.lives.add(new Due(held.reservation().expiresAt(), id, held));
    }
    if (callKey != null) {
      addCall(callKey, held);
    }
  }

  /** Notes that a reservation is about to be changed. */
  void changes(Held held) {
    String id = held.reservation().id();
    if (journal != null && id != null) {
      journal.changes(stripe(id), held);
    }
  }

  /** Notes that a reservation whose life seemed over was renewed meanwhile. */
  void renewed(Held held) {
    String id = held.reservation().id();
    if (id != null) {
      part(id).lives.add(new Due(held.reservation().expiresAt(), id, held));
    }
  }

  /** Notes that a reservation ended, so that it is forgotten in time. */
  void ended(String id, Held held) {
    part(id).ended.add(new Due(held.forgetAt(), id, held));
  }

  /** The reservation of an id, or null where it is unknown or it is time to forget it. */
  @Nullable Held byId(String id, long now) {
    Held held = part(id).byId.get(id);
    return held != null && !held.open() && held.forgetAt() <= now ? null : held;
  }

  /** The reservation that a call repeated under its own id gets again, or null. */
  @Nullable Held byCall(String callKey, long now) {
    Held held = part(callKey).byCall.get(callKey);
    return held != null && held.answersRepeats(now) ? held : null;
  }

  /** Forgets what is over in a stripe and gives the open ones whose life is, at most so many. */
  List<Held> due(int stripe, long now, int most) {
    Part part = parts[stripe];
    forget(part, now, most);
    List<Held> due = new ArrayList<>();
    for (int i = 0; i < most && passed(part.lives, now); i++) {
      Due next = part.lives.remove();
      if (!next.held().open()) {
        continue;
      }
      if (next.held().due(now)) {
        due.add(next.held());
      } else {
        part.lives.add(new Due(next.held().reservation().expiresAt(), next.name(), next.held()));
      }
    }
    return due;
  }

  boolean hasDue(int stripe, long now) {
    Part part = parts[stripe];
    return passed(part.lives, now) || passed(part.ended, now) || passed(part.calls, now);
  }

  /** How many reservations a stripe remembers. */
  int size(int stripe) {
    return parts[stripe].byId.size();
  }

  /** How many ended ones were forgotten before their time because a part was full. */
  long forgottenEarly() {
    return forgottenEarly.sum();
  }

  /** How many were not remembered at all because a part was full of open ones. */
  long unremembered() {
    return unremembered.sum();
  }

  private void addCall(String callKey, Held held) {
    Part part = part(callKey);
    while (part.byCall.size() >= partMax) {
      Due next = part.calls.remove();
      if (part.byCall.remove(next.name(), next.held())) {
        forgottenEarly.increment();
      }
    }
    if (part.calls.size() >= 2 * partMax) {
      part.calls.removeIf(due -> part.byCall.get(due.name()) != due.held());
    }
    part.byCall.put(callKey, held);
    part.calls.add(new Due(held.reservation().expiresAt(), callKey, held));
  }

  private boolean forget(Part part, Due due) {
    boolean known = part.byId.remove(due.name(), due.held());
    if (known && journal != null) {
      journal.forgotten(stripe(due.name()), due.held());
    }
    return known;
  }

  private void forget(Part part, long now, int most) {
    for (int i = 0; i < most && passed(part.ended, now); i++) {
      forget(part, part.ended.remove());
    }
    for (int i = 0; i < most && passed(part.calls, now); i++) {
      Due next = part.calls.remove();
      if (next.held().answersRepeats(now)) {
        part.calls.add(new Due(next.held().reservation().expiresAt(), next.name(), next.held()));
      } else {
        part.byCall.remove(next.name(), next.held());
      }
    }
  }

  private static boolean passed(PriorityQueue<Due> queue, long now) {
    Due first = queue.peek();
    return first != null && first.at() <= now;
  }

  private Part part(String id) {
    return parts[stripe(id)];
  }

  private static int stripe(String id) {
    return hash(id) & (Stripes.COUNT - 1);
  }
}
