package dev.headgate.headers.reading;

import dev.headgate.headers.Alphabet;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfInteger;
import dev.headgate.headers.structured.SfToken;
import org.jspecify.annotations.Nullable;

/**
 * A member of the {@code RateLimit} field: where the caller stands
 * (draft-ietf-httpapi-ratelimit-headers-11, section 4).
 *
 * @param ref name and partition of the policy
 * @param remaining {@code r} or {@code a}, in the unit of the policy, at least 0
 * @param resetSeconds {@code t} or {@code w}, from the response on, at least 0; null if not stated
 * @param cost what the call cost; null if not stated
 * @param extra every other parameter; on emission they follow ours and cannot change them
 */
public record RateLimit(
    PolicyRef ref,
    long remaining,
    @Nullable Long resetSeconds,
    @Nullable Cost cost,
    Parameters extra) {

  /** The name of the field, before any prefix such as {@code Beta-}. */
  public static final String FIELD = "RateLimit";

  static final String COST = "hg-cost";
  static final String COST_KIND = "hg-cost-kind";

  /** Checks the ranges; what is wrong is an {@code IllegalArgumentException}. */
  public RateLimit {
    WireNumber.require("remaining", remaining, 0);
    WireNumber.require("reset", resetSeconds, 0);
  }

  /** A limit without cost and further parameters. */
  public static RateLimit of(String name, long remaining, long resetSeconds) {
    return new RateLimit(PolicyRef.of(name), remaining, resetSeconds, null, Parameters.NONE);
  }

  /** The member as it is emitted, in the letters of {@code alphabet}. */
  public Item toItem(Alphabet alphabet) {
    MemberBuilder parameters =
        new MemberBuilder().put(String.valueOf(alphabet.remaining()), new SfInteger(remaining));
    if (resetSeconds != null) {
      parameters.put(String.valueOf(alphabet.reset()), new SfInteger(resetSeconds));
    }
    if (cost != null) {
      parameters
          .put(COST, new SfInteger(cost.points()))
          .put(COST_KIND, new SfToken(cost.kind().token()));
    }
    return parameters.toItem(ref, extra);
  }
}
