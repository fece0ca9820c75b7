package dev.headgate.core.snapshot;

import dev.headgate.core.pricing.Quote;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call has to satisfy. Claims on the same counter are summed, so that each counter is asked
 * once for all that the call wants of it. Immutable; shared by all calls of one operation by one
 * caller where nothing looks at the single call, so its identity is that of the question.
 */
public final class Matched {
  /** Nothing: no claims, and no cost. */
  public static final Matched NOTHING = new Matched(Quote.points(0), List.of(), null);

  private final Quote quote;
  private final Claim[] claims;
  private final List<Claim> list;
  private final @Nullable Denial denial;
  private final boolean holds;
  private final long keyBits;

  /**
   * What a call has to satisfy.
   *
   * @param quote what it costs
   * @param claims its claims in the order of the policy's rules
   * @param denial why no retry helps, or null
   */
  public Matched(Quote quote, List<Claim> claims, @Nullable Denial denial) {
    this.quote = quote;
    this.claims = (distinct(claims) ? claims : summed(claims)).toArray(new Claim[0]);
    list = Collections.unmodifiableList(Arrays.asList(this.claims));
    this.denial = denial;
    holds = holds(this.claims);
    keyBits = keyBits(this.claims);
  }

  /** What the call costs. */
  public Quote quote() {
    return quote;
  }

  /** The claims in the order of the policy's rules. */
  public List<Claim> claims() {
    return list;
  }

  /** How many claims there are. */
  public int size() {
    return claims.length;
  }

  /** A claim by place; the same as in {@link #claims()}, for loops that run at every call. */
  public Claim claim(int index) {
    return claims[index];
  }

  /** Why no retry helps, or null. */
  public @Nullable Denial denial() {
    return denial;
  }

  /** Whether a claim is for a permit, so that the store must remember who holds it. */
  public boolean holds() {
    return holds;
  }

  /**
   * For each key that is counted, and that of each pool, the bit whose number is its hash modulo
   * 64.
   */
  public long keyBits() {
    return keyBits;
  }

  @Override
  public String toString() {
    return "Matched[quote=" + quote + ", claims=" + list + ", denial=" + denial + "]";
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

  private static boolean holds(Claim[] claims) {
    for (Claim claim : claims) {
      if (claim.meter().holds()) {
        return true;
      }
    }
    return false;
  }

  private static long keyBits(Claim[] claims) {
    long bits = 0;
    for (Claim claim : claims) {
      bits |= claim.meter().remembers() ? 1L << claim.key().hash() : 0;
      Key pool = claim.pool();
      bits |= pool == null ? 0 : 1L << pool.hash();
    }
    return bits;
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
