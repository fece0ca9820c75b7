package dev.headgate.policy.check;

import dev.headgate.core.quota.Review;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.read.Notice;
import dev.headgate.policy.text.CountText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy as far as it is compared.
 *
 * @param snapshot the rules
 * @param notice what is promised about changes, and by what amounts are chosen
 * @param dialect in which callers are told
 * @param dialects of operations that have one of their own
 * @param review what an app must use before it is given a better tier, or null
 */
public record Compared(
    PolicySnapshot snapshot,
    Notice notice,
    Dialect dialect,
    Map<String, Dialect> dialects,
    @Nullable Review review) {
  /** How callers of an operation are told, for people. */
  String told(String operation) {
    return dialects.getOrDefault(operation, dialect).described();
  }

  /** The criteria for people. */
  String reviewed() {
    Review criteria = review;
    return criteria == null
        ? "none"
        : "%s: %d of %d days above %s %% of %s, %s%s"
            .formatted(
                criteria.grants(),
                criteria.days(),
                criteria.of(),
                java.math.BigDecimal.valueOf(criteria.above(), 2)
                    .stripTrailingZeros()
                    .toPlainString(),
                criteria.quota(),
                CountText.of(criteria.tenants(), "tenant"),
                criteria.proactive() ? "" : ", when an app asks");
  }
}
