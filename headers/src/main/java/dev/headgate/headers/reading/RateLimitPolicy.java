package dev.headgate.headers.reading;

import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfInteger;
import dev.headgate.headers.structured.SfString;
import org.jspecify.annotations.Nullable;

/**
 * A member of the {@code RateLimit-Policy} field: what a provider allows
 * (draft-ietf-httpapi-ratelimit-headers-11, section 3).
 *
 * @param ref name and partition
 * @param quota {@code q}, in the unit, at least 0
 * @param windowSeconds {@code w}, at least 1; null if none is stated
 * @param unit {@code qu}, printable ASCII; {@link #UNIT_DEFAULT} if none is stated
 * @param extra every other parameter; on emission they follow ours and cannot change them
 */
public record RateLimitPolicy(
    PolicyRef ref, long quota, @Nullable Long windowSeconds, String unit, Parameters extra) {

  /** The name of the field, before any prefix such as {@code Beta-}. */
  public static final String FIELD = "RateLimit-Policy";

  /** The unit of a policy that names none. */
  public static final String UNIT_DEFAULT = "requests";

  /** Checks ranges and characters; what is wrong is an {@code IllegalArgumentException}. */
  public RateLimitPolicy {
    WireNumber.require("quota", quota, 0);
    WireNumber.require("window", windowSeconds, 1);
    unit = new SfString(unit).value();
  }

  /** A policy over requests without further parameters. */
  public static RateLimitPolicy of(String name, long quota, long windowSeconds) {
    return new RateLimitPolicy(
        PolicyRef.of(name), quota, windowSeconds, UNIT_DEFAULT, Parameters.NONE);
  }

  /** The member as it is emitted. */
  public Item toItem() {
    MemberBuilder parameters = new MemberBuilder().put("q", new SfInteger(quota));
    if (windowSeconds != null) {
      parameters.put("w", new SfInteger(windowSeconds));
    }
    if (!unit.equals(UNIT_DEFAULT)) {
      parameters.put("qu", new SfString(unit));
    }
    return parameters.toItem(ref, extra);
  }
}
