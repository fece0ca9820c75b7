package dev.headgate.headers.reading;

import java.util.List;

/**
 * What a response says about limits. Nothing understood is an answer without policies and limits.
 *
 * @param policies members of {@code RateLimit-Policy}, or what older forms say instead
 * @param limits members of {@code RateLimit}, or what older forms say instead
 * @param ignored fields that were there but malformed, ignored as a whole
 */
public record RateLimitReading(
    List<RateLimitPolicy> policies, List<RateLimit> limits, List<Ignored> ignored) {

  /** No field speaks of limits. */
  static final RateLimitReading NOTHING = new RateLimitReading(List.of(), List.of(), List.of());

  /** A field that was ignored; the problem is printable ASCII of bounded length. */
  public record Ignored(String field, String problem) {}

  /** Copies. */
  public RateLimitReading {
    policies = List.copyOf(policies);
    limits = List.copyOf(limits);
    ignored = List.copyOf(ignored);
  }
}
