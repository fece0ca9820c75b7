package dev.headgate.testkit.provider;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which troubles there are, and how many of the calls each befalls. Immutable.
 *
 * @param shares of the calls, 0 to 1
 */
public record Troubles(Map<Trouble, Double> shares) {
  /** A provider that behaves. */
  public static final Troubles NONE = new Troubles(Map.of());

  /** Copies and checks. */
  public Troubles {
    shares.forEach(
        (trouble, share) -> {
          if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                trouble.word() + ": " + share + " (expected: 0 to 1)");
          }
        });
    shares = Map.copyOf(shares);
  }

  /** One more trouble, of that share of the calls. */
  public Troubles with(Trouble trouble, double share) {
    Map<Trouble, Double> more = new EnumMap<>(Trouble.class);
    more.putAll(shares);
    more.put(trouble, share);
    return new Troubles(more);
  }

  /**
   * Troubles as they are written: {@code html}, or {@code cut-after-commit:5%}.
   *
   * @throws IllegalArgumentException with what was found and what is expected
   */
  public static Troubles of(List<String> written) {
    Troubles troubles = NONE;
    for (String text : written) {
      int colon = text.indexOf(':');
      Trouble trouble = Trouble.of(colon < 0 ? text : text.substring(0, colon));
      troubles = troubles.with(trouble, colon < 0 ? 1 : share(text.substring(colon + 1)));
    }
    return troubles;
  }

  boolean any(Trouble trouble) {
    return shares.getOrDefault(trouble, 0.0) > 0;
  }

  /** Those that befall one call; draws once for each, in one order, so that seeds repeat. */
  Set<Trouble> roll(RandomGenerator random) {
    Set<Trouble> rolled = EnumSet.noneOf(Trouble.class);
    for (Trouble trouble : Trouble.values()) {
      Double share = shares.get(trouble);
      if (share != null && random.nextDouble() < share) {
        rolled.add(trouble);
      }
    }
    return rolled;
  }

  private static double share(String percent) {
    try {
      if (percent.endsWith("%")) {
        return Double.parseDouble(percent.substring(0, percent.length() - 1)) / 100;
      }
    } catch (NumberFormatException noNumber) {
      // said below
    }
    throw new IllegalArgumentException("share: " + percent + " (expected: 0% to 100%)");
  }
}
