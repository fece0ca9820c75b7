package dev.headgate.client.governor;

import dev.headgate.client.profile.GateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a gate stands, for people to look at.
 *
 * @param key which gate
 * @param traffic what goes on at it
 * @param closedUntil a refusal has closed it until then; past if none has
 * @param left its quotas
 */
public record GateView(GateKey key, Traffic traffic, long closedUntil, List<Left> left) {

  /** Calls that wait at the gate, calls under way through it, and points per second. */
  public record Traffic(int waiting, int underWay, double pointsPerSecond) {}

  /**
   * A quota.
   *
   * @param limit the provider's name of it
   * @param quota the whole; null if not known
   * @param remaining what is left; null if not known
   * @param resetAt when it is renewed; the greatest number if not known
   * @param runsOutAt when it is used up at the present rate; the greatest number if never
   */
  public record Left(
      String limit, @Nullable Long quota, @Nullable Long remaining, long resetAt, long runsOutAt) {}

  /** Copies. */
  public GateView {
    left = List.copyOf(left);
  }
}
