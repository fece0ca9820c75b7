package dev.headgate.server.store.redis;

import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The policy that a store used last, whichever partition did. Safe for all threads. */
final class Latest {
  private final Consumer<PolicySnapshot> changed;
  private volatile @Nullable PolicySnapshot snapshot;

  /** Tells of each change, on the thread that uses another policy. */
  Latest(Consumer<PolicySnapshot> changed) {
    this.changed = changed;
  }

  /** The policy, or null before any was used. */
  @Nullable PolicySnapshot snapshot() {
    return snapshot;
  }

  @SuppressWarnings("ReferenceEquality") // a policy that was read anew is another one
  void used(PolicySnapshot other) {
    if (snapshot != other) {
      snapshot = other;
      changed.accept(other);
    }
  }
}
