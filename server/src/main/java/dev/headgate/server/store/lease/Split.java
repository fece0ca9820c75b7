package dev.headgate.server.store.lease;

import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call whose claims are divided into what this node holds and what the store decides. For one
 * call; not safe for several threads at once.
 */
final class Split {
  private final Plan plan;
  private final Allowance[] allowances;
  private final Allowance.Held.@Nullable Part[] parts;
  private final List<Claim> remote = new ArrayList<>();

  private Split(Plan plan, Allowance[] allowances) {
    this.plan = plan;
    this.allowances = allowances;
    parts = new Allowance.Held.Part[allowances.length];
  }

  /** The division of a call, or null where this node has no say in it. */
  static @Nullable Split of(Plan plan, Allowances known, long mono) {
    Matched matched = plan.matched();
    Allowance[] allowances = new Allowance[matched.size()];
    Split split = new Split(plan, allowances);
    boolean divided = false;
    for (int i = 0; i < allowances.length; i++) {
      Claim claim = matched.claim(i);
      Allowance own =
          Allowances.divides(claim) && claim.cost() > 0
              ? known.of(claim, plan.call().caller(), mono)
              : null;
      if (own != null) {
        allowances[i] = own;
        divided = true;
      } else {
        split.remote.add(claim);
      }
    }
    return divided ? split : null;
  }

  /** The call. */
  Plan plan() {
    return plan;
  }

  /** Whether the store need not be asked at all. */
  boolean isLocal() {
    return remote.isEmpty();
  }

  /** What the store is asked where this node holds the rest. */
  Plan rest() {
    Matched matched = new Matched(plan.matched().quote(), remote, null);
    return new Plan(plan.snapshot(), plan.call(), matched, plan.now(), null);
  }

  /**
   * Holds this node's part: all of it, or nothing, with the first allowance that stood in the way.
   */
  @Nullable Obstacle hold(long mono) {
    for (int i = 0; i < allowances.length; i++) {
      Allowance own = allowances[i];
      if (own == null) {
        continue;
      }
      switch (own.hold(plan.matched().claim(i).cost(), plan.now(), mono)) {
        case Allowance.Held.Part part -> parts[i] = part;
        case Allowance.Held.Soon soon -> {
          release(mono);
          return new Obstacle(own, true);
        }
        case Allowance.Held.Ask ask -> {
          release(mono);
          return new Obstacle(own, false);
        }
      }
    }
    return null;
  }

  /** Holds what it can; the places of the claims that are covered then. */
  List<Integer> holdSome(long mono) {
    List<Integer> covered = new ArrayList<>();
    for (int i = 0; i < allowances.length; i++) {
      Allowance own = allowances[i];
      long cost = plan.matched().claim(i).cost();
      if (own != null && own.hold(cost, plan.now(), mono) instanceof Allowance.Held.Part part) {
        parts[i] = part;
        covered.add(i);
      }
    }
    return covered;
  }

  /** An allowance that had too little, and whether more is soon there. */
  record Obstacle(Allowance allowance, boolean soon) {}

  void release(long mono) {
    for (int i = 0; i < parts.length; i++) {
      Allowance.Held.Part part = parts[i];
      if (part != null) {
        allowances[i].release(plan.matched().claim(i).cost(), part, mono);
        parts[i] = null;
      }
    }
  }

  /** Whether what is held can be spent at an instant of the store. */
  boolean covers(long at) {
    for (Allowance.Held.Part part : parts) {
      if (part != null && part.parcel() != null && !part.parcel().covers(at)) {
        return false;
      }
    }
    return true;
  }

  /** The allowances that want something of the store. */
  List<Allowance> wanting() {
    List<Allowance> wanting = List.of();
    for (Allowance own : allowances) {
      if (own != null && own.wants()) {
        wanting = wanting.isEmpty() ? new ArrayList<>(2) : wanting;
        wanting.add(own);
      }
    }
    return wanting;
  }

  /** The answer where all is held here. */
  Taken alone() {
    long at = Long.MAX_VALUE;
    for (Allowance.Held.Part part : parts) {
      at = part == null ? at : Math.min(at, part.at());
    }
    long[] levels = new long[Verdicts.WORDS_EACH * parts.length];
    for (int i = 0; i < parts.length; i++) {
      note(levels, i, at);
    }
    Verdicts verdicts = new Verdicts(plan.matched(), at, true, levels, null);
    return new Taken(verdicts, at, true, null, Taken.Repetition.FIRST);
  }

  /** The answer where the store has decided the rest. */
  Taken with(Taken rest) {
    int size = parts.length;
    long[] levels = new long[Verdicts.WORDS_EACH * size];
    long[] passesAt = new long[size];
    Verdicts decided = rest.verdicts();
    int next = 0;
    for (int i = 0; i < size; i++) {
      if (allowances[i] == null) {
        levels[Verdicts.WORDS_EACH * i] = decided.get(next).level();
        levels[Verdicts.WORDS_EACH * i + 1] = decided.get(next).levelAt();
        passesAt[i] = decided.get(next).passesAt();
        next++;
      } else {
        note(levels, i, rest.at());
        passesAt[i] = rest.at();
      }
    }
    Verdicts verdicts = new Verdicts(plan.matched(), rest.at(), rest.passed(), levels, passesAt);
    return new Taken(
        verdicts, rest.at(), rest.passed(), joined(rest.reservation()), rest.repetition());
  }

  private @Nullable Reservation joined(@Nullable Reservation rest) {
    if (rest == null) {
      return null;
    }
    List<Claim> taken = new ArrayList<>(rest.taken());
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] != null) {
        taken.add(plan.matched().claim(i));
      }
    }
    return new Reservation(rest.id(), rest.serial(), plan, taken, rest.at(), rest.expiresAt());
  }

  private void note(long[] levels, int index, long at) {
    Allowance.Held.Part part = parts[index];
    Standing known = allowances[index].standing();
    Meter meter = plan.matched().claim(index).meter();
    levels[Verdicts.WORDS_EACH * index] = meter.levelOf(part == null ? 0 : part.remaining());
    levels[Verdicts.WORDS_EACH * index + 1] = known == null ? at : Math.max(at, known.levelAt());
  }
}
