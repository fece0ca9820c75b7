package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.server.store.cluster.Partition.Closing;
import dev.headgate.server.store.cluster.Partition.Confirmation;
import dev.headgate.server.store.cluster.Partition.Confirmed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One call over several partitions: peeked at in all, held in one after the other, confirmed. For
 * one call; worked on by one thread at a time.
 */
final class Spanning {
  /** How long a call waits before it is tried once more: about what another is held for. */
  static final long PAUSE_MICROS = 1_000;

  private final Partitions partitions;
  private final Upkeep upkeep;
  private final Counts counts;
  private final Spread spread;
  private final Answer<Taken> answer;
  private final String id;
  private final long serial;
  private boolean again;
  private boolean repeated;

  Spanning(Partitions partitions, Upkeep upkeep, Counts counts, Spread spread, Answer<Taken> to) {
    this.partitions = partitions;
    this.upkeep = upkeep;
    this.counts = counts;
    this.spread = spread;
    answer = to;
    serial = partitions.nextSerial();
    String stated = spread.plan().reservationId();
    id = stated == null ? "hold-" + Long.toHexString(serial) : stated;
  }

  /** What a part has taken for the call. */
  private record Held(Part part, Weighed weighed, Reservation reservation) {
    Reservation byValue() {
      Reservation all = reservation;
      return new Reservation(
          null, all.serial(), all.plan(), all.taken(), all.at(), all.expiresAt());
    }
  }

  /** What became of a confirmation; null where nobody knows. */
  private record Made(Held held, boolean kept, @Nullable Confirmed confirmed) {}

  void begin() {
    Gather.of(
        spread.parts(),
        (part, one) -> partitions.get(part.number()).peek(part.plan(), one),
        Asked.<List<Weighed>>of(answer, this::peeked));
  }

  private void peeked(List<Weighed> seen) {
    Taken home = seen.get(spread.home()).taken();
    switch (home.repetition()) {
      case OTHER -> answer.value(home);
      case SAME ->
          answer.value(joined(seen).taken(true, home.reservation(), Taken.Repetition.SAME));
      case FIRST -> {
        if (seen.stream().anyMatch(Weighed::refused)) {
          refused(seen);
        } else {
          hold(new ArrayList<>(), seen);
        }
      }
    }
  }

  private Joined joined(List<Weighed> seen) {
    return new Joined(spread, seen.stream().map(Weighed::taken).toList());
  }

  private void hold(List<Held> held, List<Weighed> seen) {
    if (held.size() == spread.parts().size()) {
      new Confirming(held).begin();
      return;
    }
    Part part = spread.parts().get(held.size());
    Answer<Weighed> told =
        new Asked<>(
            weighed -> told(held, seen, weighed),
            cause -> {
              held.forEach(one -> release(one.part(), one.reservation()));
              answer.failure(cause);
            });
    partitions.get(part.number()).hold(underId(part).plan(), serial, told);
  }

  private Part underId(Part part) {
    Plan plan = part.plan();
    Plan held = new Plan(plan.snapshot(), plan.call(), plan.matched(), plan.now(), id);
    return new Part(part.number(), held, part.places());
  }

  private void told(List<Held> held, List<Weighed> seen, Weighed weighed) {
    Reservation taken = weighed.taken().reservation();
    if (weighed.taken().passed() && taken != null) {
      held.add(new Held(spread.parts().get(held.size()), weighed, taken));
      hold(held, seen);
      return;
    }
    // The peek said yes a moment ago: another call was quicker, and may not be granted yet.
    counts.refused.increment();
    int refusing = held.size();
    held.forEach(one -> release(one.part(), one.reservation()));
    List<Weighed> now = new ArrayList<>(seen);
    now.set(refusing, new Weighed(weighed.taken(), /* heldBack= */ true));
    refused(now);
  }

  /** Tries once more where only what is held for others stands in the way, else refuses. */
  private void refused(List<Weighed> seen) {
    List<Integer> refusing =
        IntStream.range(0, seen.size()).filter(i -> seen.get(i).refused()).boxed().toList();
    boolean heldBack = refusing.stream().allMatch(i -> seen.get(i).heldBack());
    if (heldBack && !again) {
      again = true;
      counts.again.increment();
      lapse(refusing, seen, 0);
      return;
    }
    Joined joined = joined(seen);
    if (heldBack) {
      counts.heldBack.increment();
      refusing.forEach(i -> joined.soon(spread.parts().get(i)));
    }
    List<Part> charged = new ArrayList<>();
    spread.parts().forEach(part -> charged.addAll(part.only(i -> charges(part, i))));
    charge(charged, joined, () -> answer.value(joined.refused()));
  }

  private void lapse(List<Integer> refusing, List<Weighed> seen, int next) {
    if (next == refusing.size()) {
      partitions.later(PAUSE_MICROS, this::begin);
      return;
    }
    int place = refusing.get(next);
    upkeep.lapse(
        spread.parts().get(place).number(),
        seen.get(place).taken().at(),
        () -> lapse(refusing, seen, next + 1));
  }

  /** Whether a refused call is charged here as if its limit were enforced alone. */
  private static boolean charges(Part part, int place) {
    Claim claim = part.plan().matched().claim(place);
    return claim.binds()
        && claim.rule().terms().chargeRefused()
        && !claim.meter().holds()
        && claim.cost() <= claim.meter().capacity();
  }

  /** Charges claims of a call that is refused, and looks at them as they stand then. */
  private void charge(List<Part> charged, Joined joined, Runnable then) {
    Gather.of(
        charged,
        (part, one) -> {
          Partition partition = partitions.get(part.number());
          partition.take(
              part.plan(), Asked.<Weighed>of(one, taken -> partition.peek(part.plan(), one)));
        },
        Asked.<List<Weighed>>of(answer, seen -> see(charged, seen, joined, then)));
  }

  private static void see(List<Part> parts, List<Weighed> seen, Joined joined, Runnable then) {
    for (int i = 0; i < parts.size(); i++) {
      joined.see(parts.get(i), seen.get(i).taken());
    }
    then.run();
  }

  private void release(Part part, Reservation reservation) {
    Closing nothing = Closing.settled(reservation, Actual.NOTHING, spread.plan().now());
    partitions.get(part.number()).end(nothing, SettlementListener.NONE, Asked.unheard());
  }

  /** The second half, once all is held. */
  private final class Confirming {
    private final List<Held> held;
    private final Joined joined;
    private final @Nullable Reservation whole;
    private final List<Claim> taken = new ArrayList<>();

    Confirming(List<Held> held) {
      this.held = held;
      joined = joined(held.stream().map(Held::weighed).toList());
      @Nullable Claim[] byPlace = new Claim[spread.plan().matched().size()];
      for (Held one : held) {
        for (int place : one.part().places()) {
          Claim claim = spread.plan().matched().claim(place);
          byPlace[place] = one.reservation().taken().contains(claim) ? claim : null;
        }
      }
      for (@Nullable Claim claim : byPlace) {
        if (claim != null) {
          taken.add(claim);
        }
      }
      whole = spread.plan().reservationId() == null ? null : reservation(id);
    }

    private Reservation reservation(@Nullable String known) {
      long life = spread.plan().snapshot().settings().reservationLife();
      long own = known == null ? 0 : serial;
      return new Reservation(known, own, spread.plan(), taken, joined.at(), joined.at() + life);
    }

    /** The home last where a call under the same id may find it: what it finds is all granted. */
    void begin() {
      Held home = held.get(spread.home());
      if (spread.plan().call().id() == null) {
        confirm(held, made -> ended(made));
        return;
      }
      List<Held> others = new ArrayList<>(held);
      others.remove(spread.home());
      confirm(
          others,
          made -> {
            if (good(made)) {
              confirm(
                  List.of(home),
                  last -> {
                    List<Made> all = new ArrayList<>(made);
                    all.addAll(last);
                    ended(all);
                  });
            } else {
              List<Made> all = new ArrayList<>(made);
              all.add(new Made(home, whole != null, null));
              ended(all);
            }
          });
    }

    private void confirm(List<Held> some, Consumer<List<Made>> then) {
      Gather.<Held, Made>of(some, this::confirm, Asked.of(answer, then));
    }

    private void confirm(Held one, Answer<Made> made) {
      boolean home = one.part().number() == spread.parts().get(spread.home()).number();
      Reservation kept = whole == null ? null : home ? whole : one.reservation();
      Answer<Confirmed> confirmed =
          new Asked<>(
              what -> made.value(new Made(one, kept != null, what)),
              cause -> made.value(new Made(one, kept != null, null)));
      partitions
          .get(one.part().number())
          .confirm(new Confirmation(one.reservation(), kept, home), confirmed);
    }

    private void ended(List<Made> made) {
      if (good(made)) {
        List<Part> charged = new ArrayList<>();
        for (Held one : held) {
          charged.addAll(one.part().only(i -> isCharged(one, i)));
        }
        chargeShadows(charged);
        return;
      }
      made.forEach(this::undo);
      boolean known = made.stream().anyMatch(one -> one.confirmed() == Confirmed.REPEATED);
      if (known && !repeated) {
        repeated = true;
        Spanning.this.begin();
      } else {
        counts.late.increment();
        answer.failure(new HoldLapsed());
      }
    }

    private void undo(Made one) {
      // What only counts has no record any more; what may have lapsed is known by its record only.
      boolean byValue = !one.kept() && one.confirmed() == Confirmed.GOOD;
      Held held = one.held();
      release(held.part(), byValue ? held.byValue() : held.reservation());
    }

    /** A shadow that did not fit is charged as if its limit were enforced alone. */
    private static boolean isCharged(Held one, int place) {
      Claim claim = one.part().plan().matched().claim(place);
      return !claim.binds()
          && one.weighed().taken().verdicts().failed(place)
          && claim.rule().terms().chargeRefused()
          && !claim.meter().holds();
    }

    private void chargeShadows(List<Part> charged) {
      Gather.of(
          charged,
          (part, one) -> partitions.get(part.number()).take(part.plan(), one),
          new Asked<List<Weighed>>(
              seen -> see(charged, seen, joined, this::granted), cause -> granted()));
    }

    private void granted() {
      boolean asPlanned = taken.size() == spread.plan().matched().size();
      Reservation told = whole == null && !asPlanned ? reservation(null) : whole;
      answer.value(joined.taken(true, told, Taken.Repetition.FIRST));
    }

    private static boolean good(List<Made> made) {
      return made.stream().allMatch(one -> one.confirmed() == Confirmed.GOOD);
    }
  }
}
