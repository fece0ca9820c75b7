package dev.headgate.policy.read;

import dev.headgate.core.call.Routes;
import dev.headgate.core.quota.Review;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document says, compiled.
 *
 * @param title of the document
 * @param snapshot the rules
 * @param routes from requests to operations
 * @param dialect of operations that have none of their own
 * @param dialects by operation
 * @param charges what is charged when
 * @param notice what was promised about changes
 * @param review what an app has to use before it is given a better tier, or null where it is not
 *     said
 */
public record PolicyParts(
    String title,
    PolicySnapshot snapshot,
    Routes routes,
    Dialect dialect,
    Map<String, Dialect> dialects,
    ChargeTable charges,
    Notice notice,
    @Nullable Review review) {
  public PolicyParts {
    dialects = Map.copyOf(dialects);
  }
}
