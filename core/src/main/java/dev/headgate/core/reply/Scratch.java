package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.headers.Alphabet;
import dev.headgate.headers.IsoSeconds;
import dev.headgate.headers.RateLimitWriter;
import dev.headgate.headers.SerializedName;
import org.jspecify.annotations.Nullable;

/**
 * What one thread keeps between answers: buffers, and the {@code RateLimit-Policy} values of
 * callers seen lately, which change only with the policy or the caller's plan.
 */
final class Scratch {
  private static final int KEPT = 256;

  final RateLimitWriter writer;
  final RateLimitWriter announced;
  final IsoSeconds iso = new IsoSeconds();
  private final @Nullable Policies[] policies = new Policies[KEPT];

  /** The policy values for the claims of one match; empty where there is none to show. */
  record Policies(Matched matched, Part part, String enforced, String announced) {}

  private @Nullable PolicySnapshot newest;
  private SerializedName[] names = new SerializedName[0];

  Scratch(Alphabet alphabet) {
    writer = new RateLimitWriter(alphabet);
    announced = new RateLimitWriter(alphabet);
  }

  /** The name of a claim's rule as it stands on the wire. */
  // Identity is meant: every thread sees few snapshots, one after the other.
  @SuppressWarnings("ReferenceEquality")
  SerializedName name(Decision decision, Claim claim) {
    PolicySnapshot snapshot = decision.plan().snapshot();
    if (snapshot != newest) {
      names =
          snapshot.rules().stream()
              .map(rule -> SerializedName.of(rule.name()))
              .toArray(SerializedName[]::new);
      newest = snapshot;
    }
    return names[claim.ordinal()];
  }

  @Nullable Policies policies(Matched matched, Part part) {
    Policies kept = policies[slot(matched)];
    return kept != null && same(kept.matched, matched) && kept.part.equals(part) ? kept : null;
  }

  void keep(Policies kept) {
    policies[slot(kept.matched)] = kept;
  }

  // Identity is meant: a snapshot hands out the same object as long as nothing changed.
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Matched one, Matched other) {
    return one == other;
  }

  private static int slot(Matched matched) {
    return System.identityHashCode(matched) & (KEPT - 1);
  }
}
