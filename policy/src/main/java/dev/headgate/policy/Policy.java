package dev.headgate.policy;

import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routes;
import dev.headgate.core.quota.Review;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.check.Change;
import dev.headgate.policy.check.Compared;
import dev.headgate.policy.check.PolicyComparison;
import dev.headgate.policy.read.Notice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's policy, compiled. Immutable, safe for all threads.
 *
 * @param title for people; empty where the document has none
 * @param snapshot the rules; its version is the SHA-256 of what the document says
 * @param routes from requests to operations
 * @param dialect in which operations speak that have none of their own
 * @param dialects by name of the operation
 * @param charges what is charged when a call did not run its usual course
 * @param notice what is promised about changes
 * @param review what an app has to use before it is given a better tier, or null where the policy
 *     does not say
 */
public record Policy(
    String title,
    PolicySnapshot snapshot,
    Routes routes,
    Dialect dialect,
    Map<String, Dialect> dialects,
    ChargeTable charges,
    Notice notice,
    @Nullable Review review) {
  /** The name of the operation of requests that no route matches. */
  public static final String OTHER = "other";

  public Policy {
    dialects = Map.copyOf(dialects);
  }

  /** The operation of a request that no route matches: {@code other}, at the base price. */
  public static Operation other(String method) {
    return Operation.of(OTHER, method);
  }

  /** What this policy changes for callers against the one in force, as seen at an instant. */
  public List<Change> against(Policy inForce, long now) {
    return PolicyComparison.compare(inForce.compared(), compared(), now);
  }

  private Compared compared() {
    return new Compared(snapshot, notice, dialect, dialects, review);
  }

  /** The dialect in which an operation's limits are told. */
  public Dialect dialect(Operation operation) {
    return dialects.getOrDefault(operation.name(), dialect);
  }
}
