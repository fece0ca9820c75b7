package dev.headgate.core.reply;

import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.headers.Alphabet;
import dev.headgate.headers.IsoSeconds;
import dev.headgate.headers.RateLimitWriter;
import dev.headgate.headers.SerializedName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread keeps between answers: buffers, and the {@code RateLimit-Policy} values of
 * callers seen lately, which change only with the policy or the caller's plan.
 */
final class Scratch {
  private static final int KEPT = 256;

  /** The points of a call that is not settled yet. */
  static final long UNSETTLED = Long.MIN_VALUE;

  /** What the call cost, or {@link #UNSETTLED}. */
  long settled = UNSETTLED;

  /** Whether a field that has been written says what the call costs. */
  boolean costSaid;

  final RateLimitWriter writer;
  final RateLimitWriter announced;
  final IsoSeconds iso = new IsoSeconds();
  private final @Nullable Policies[] policies = new Policies[KEPT];

  /** Policy values, and the numbers that they are a function of. */
  record Policies(PolicyShape shape, String enforced, String announced) {}

  final PolicyShape shape = new PolicyShape();
  private @Nullable PolicySnapshot newest;
  private SerializedName[] names = new SerializedName[0];
  private boolean pricing;

  Scratch(Alphabet alphabet) {
    writer = new RateLimitWriter(alphabet);
    announced = new RateLimitWriter(alphabet);
  }

  /** The name of a claim's rule as it stands on the wire. */
  SerializedName name(Claim claim) {
    return names[claim.ordinal()];
  }

  /** Turns to the rules of a decision; what was kept under others is forgotten. */
  // Identity is meant: every thread sees few snapshots, one after the other.
  @SuppressWarnings("ReferenceEquality")
  void turnTo(PolicySnapshot snapshot) {
    if (snapshot != newest) {
      Arrays.fill(policies, null);
      names =
          snapshot.rules().stream()
              .map(rule -> SerializedName.of(rule.name()))
              .toArray(SerializedName[]::new);
      pricing =
          snapshot.prices().rules().values().stream()
                  .anyMatch(price -> price.base().containsKey(Quote.POINTS))
              || snapshot.rules().stream().anyMatch(rule -> rule.unit().equals(Quote.POINTS));
      newest = snapshot;
    }
  }

  /** Whether the policy speaks of points at all. */
  boolean pricing() {
    return pricing;
  }

  /** The kept values of a shape, or null. */
  @Nullable Policies policies(PolicyShape shape) {
    Policies kept = policies[shape.hash() & (KEPT - 1)];
    return kept != null && kept.shape.equals(shape) ? kept : null;
  }

  void keep(Policies kept) {
    policies[kept.shape.hash() & (KEPT - 1)] = kept;
  }
}
