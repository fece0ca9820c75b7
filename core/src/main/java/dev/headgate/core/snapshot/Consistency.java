package dev.headgate.core.snapshot;

import dev.headgate.core.limit.Numbers;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a rule promises where a store is shared: how exactly it counts, and what holds while the
 * store does not answer or after it has lost something.
 *
 * @param accuracy how exactly it counts
 * @param outage what holds while the store does not answer
 * @param onLoss what holds after the store has lost what it had acknowledged
 */
public record Consistency(Accuracy accuracy, Outage outage, Loss onLoss) {
  /** Strict; a limiter of 30 % on each node, then refused; quarantined after a loss. */
  public static final Consistency USUAL =
      new Consistency(Accuracy.Strict.USUAL, Outage.USUAL, Loss.QUARANTINE);

  /** What holds after the store has lost something: another run, a promoted replica, empty. */
  public enum Loss {
    /** Refused until the window ends or the bucket would have refilled. */
    QUARANTINE,
    /** Counted anew; the excess is stated in a metric. */
    ACCEPT
  }

  /** What becomes of a call once the limiter of the node is used up. */
  public enum Then {
    /** It passes, uncounted by the limit. */
    ALLOW,
    /** It is refused as capacity that is reduced for a while. */
    REFUSE
  }

  /**
   * What holds while the store does not answer, once the leases in hand are spent.
   *
   * @param share of the amount that each node grants by itself, in hundredths of a percent; 0 for
   *     nothing
   * @param then what becomes of calls above it
   */
  public record Outage(int share, Then then) {
    /** Three nodes together stay below the amount. */
    public static final Outage USUAL = new Outage(3_000, Then.REFUSE);

    public Outage {
      Numbers.check("share of an outage", share, 0, Accuracy.WHOLE);
    }
  }

  /** The same with another accuracy. */
  public Consistency accuracy(Accuracy value) {
    return new Consistency(value, outage, onLoss);
  }

  /** The same with another rule for outages. */
  public Consistency outage(Outage value) {
    return new Consistency(accuracy, value, onLoss);
  }

  /** The same with another rule for losses. */
  public Consistency onLoss(Loss value) {
    return new Consistency(accuracy, outage, value);
  }

  /** All of it in one line for people. */
  public String described() {
    return accuracy.described() + "; " + describedOutage() + "; on loss " + word(onLoss);
  }

  /** What holds while the store does not answer, in one line for people. */
  public String describedOutage() {
    String share = BigDecimal.valueOf(outage.share(), 2).stripTrailingZeros().toPlainString();
    return "in an outage " + share + "% of it on each node, then " + word(outage.then());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
