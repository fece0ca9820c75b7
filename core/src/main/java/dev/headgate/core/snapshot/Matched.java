package dev.headgate.core.snapshot;

import dev.headgate.core.pricing.Quote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call has to satisfy.
 *
 * @param quote what it costs
 * @param claims its claims in the order of the policy's rules
 * @param denial why no retry helps, or null
 */
public record Matched(Quote quote, List<Claim> claims, @Nullable Denial denial) {
  public Matched {
    claims = List.copyOf(claims);
  }
}
