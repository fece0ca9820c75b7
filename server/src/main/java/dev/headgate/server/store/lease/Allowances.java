package dev.headgate.server.store.lease;

import dev.headgate.core.identity.Caller;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The allowances of one snapshot by rule and key. Safe for all threads. */
final class Allowances {
  /** The most that there are; at the bound further keys are counted in the store. */
  static final int ALLOWANCES_MAX = 20_000;

  private final PolicySnapshot snapshot;
  private final Map<Slot, Allowance> bySlot = new ConcurrentHashMap<>();

  Allowances(PolicySnapshot snapshot) {
    this.snapshot = snapshot;
  }

  private record Slot(int ordinal, Key key) {}

  PolicySnapshot snapshot() {
    return snapshot;
  }

  /** Whether a claim may be decided by a node at all. */
  static boolean divides(Claim claim) {
    return claim.binds() && !(claim.rule().accuracy() instanceof Accuracy.Strict);
  }

  /** The allowance of a claim that divides, or null where there are too many. */
  @Nullable Allowance of(Claim claim, Caller caller, long mono) {
    Slot slot = new Slot(claim.ordinal(), claim.key());
    Allowance known = bySlot.get(slot);
    if (known == null && bySlot.size() < ALLOWANCES_MAX) {
      known = bySlot.computeIfAbsent(slot, any -> made(claim, caller, mono));
    }
    if (known != null) {
      known.claimed(claim, caller);
    }
    return known;
  }

  /** The allowance of a rule and key, or null where there is none. */
  @Nullable Allowance find(int ordinal, Key key) {
    return bySlot.get(new Slot(ordinal, key));
  }

  Collection<Allowance> all() {
    return bySlot.values();
  }

  /** Forgets those of which nothing would be lost. */
  void forgetIdle(long mono) {
    bySlot.values().removeIf(allowance -> allowance.idle(mono));
  }

  private static Allowance made(Claim claim, Caller caller, long mono) {
    return switch (claim.rule().accuracy()) {
      case Accuracy.Strict strict -> throw new AssertionError("strict: " + claim);
      case Accuracy.Leased leased -> new Prepaid(claim, caller, leased, mono);
      case Accuracy.Optimistic optimistic -> new Postpaid(claim, caller, optimistic);
    };
  }
}
