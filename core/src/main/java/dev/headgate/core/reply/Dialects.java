package dev.headgate.core.reply;

import dev.headgate.core.snapshot.Rule;
import dev.headgate.headers.Alphabet;
import java.util.List;

/**
 * The dialects that a policy can choose. All but {@code none} say what a call costs where the
 * policy has prices: as {@code hg-cost} in {@code RateLimit}, else as {@code Headgate-Cost}.
 */
public final class Dialects {
  private Dialects() {}

  /**
   * {@code ietf}: {@code RateLimit-Policy} and {@code RateLimit} of
   * draft-ietf-httpapi-ratelimit-headers for all limits and quotas, and {@code Retry-After}.
   */
  public static Dialect ietf(Alphabet alphabet) {
    return ietf(alphabet, /* policyAlways= */ true);
  }

  /**
   * {@code ietf}, where a policy can choose that limits whose remaining amount is not disclosed yet
   * are not named either.
   */
  public static Dialect ietf(Alphabet alphabet, boolean policyAlways) {
    Part rateLimit = new RateLimitPart(claim -> true, policyAlways);
    String described =
        "ietf"
            + (alphabet == Alphabet.R_T ? "" : ", parameters a and w")
            + (policyAlways ? "" : ", policies once they are disclosed");
    return new ComposedDialect(
        "ietf", described, alphabet, List.of(rateLimit, new CostPart(), new RetryAfterPart(false)));
  }

  /**
   * {@code atlassian}: the fields of the draft for quotas, {@code X-RateLimit-*} for limits, and
   * {@code RateLimit-Reason}. Descriptive; not affiliated with its namesake.
   */
  public static Dialect atlassian() {
    return new ComposedDialect(
        "atlassian",
        Alphabet.R_T,
        List.of(
            new RateLimitPart(claim -> claim.rule().kind() == Rule.Kind.QUOTA),
            new SinglePart(claim -> claim.rule().kind() == Rule.Kind.LIMIT),
            new CostPart(),
            new RetryAfterPart(true)));
  }

  /** {@code x-ratelimit}: {@code X-RateLimit-*} for the claim that matters most. */
  public static Dialect xRateLimit() {
    return new ComposedDialect(
        "x-ratelimit",
        Alphabet.R_T,
        List.of(new SinglePart(claim -> true), new CostPart(), new RetryAfterPart(false)));
  }

  /** {@code none}: only {@code Retry-After}. */
  public static Dialect none() {
    return new ComposedDialect("none", Alphabet.R_T, List.of(new RetryAfterPart(false)));
  }

  /** All dialects with the usual alphabet, in the order of this page. */
  public static List<Dialect> all() {
    return List.of(ietf(Alphabet.R_T), atlassian(), xRateLimit(), none());
  }

  /**
   * A dialect by name.
   *
   * @throws IllegalArgumentException with the names there are
   */
  public static Dialect named(String name) {
    return all().stream()
        .filter(dialect -> dialect.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dialect: " + name + " (expected: one of " + names() + ")"));
  }

  private static List<String> names() {
    return all().stream().map(Dialect::name).toList();
  }
}
