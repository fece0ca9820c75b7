package dev.headgate.core.snapshot;

import dev.headgate.core.pricing.Quote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call has to satisfy. Claims on the same counter are summed, so that each counter is asked
 * once for all that the call wants of it.
 *
 * @param quote what it costs
 * @param claims its claims in the order of the policy's rules
 * @param denial why no retry helps, or null
 */
public record Matched(Quote quote, List<Claim> claims, @Nullable Denial denial) {
  public Matched {
    claims = distinct(claims) ? List.copyOf(claims) : summed(claims);
  }

  /** Whether each rule comes once, as it does for every call that is matched alone. */
  private static boolean distinct(List<Claim> claims) {
    for (int i = 1; i < claims.size(); i++) {
      if (claims.get(i).ordinal() <= claims.get(i - 1).ordinal()) {
        return false;
      }
    }
    return true;
  }

  private static List<Claim> summed(List<Claim> claims) {
    record Place(int ordinal, Key key) {}
    Map<Place, Claim> sums = new LinkedHashMap<>();
    for (Claim claim : claims) {
      Place place = new Place(claim.ordinal(), claim.key());
      sums.merge(place, claim, (before, more) -> before.plus(more.cost()));
    }
    return List.copyOf(sums.values());
  }
}
