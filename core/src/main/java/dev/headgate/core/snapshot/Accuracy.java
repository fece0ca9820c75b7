package dev.headgate.core.snapshot;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Numbers;
import java.math.BigDecimal;

/**
 * How exactly a rule counts where several nodes share a store. On one node with its counters in
 * memory every accuracy is strict.
 */
public sealed interface Accuracy {
  /** The whole of a share, in hundredths of a percent. */
  int WHOLE = 10_000;

  /** How a policy writes it. */
  String written();

  /** It and its terms in one line for people. */
  String described();

  /** By how much the nodes together may be over an amount, in its unit. */
  default long overMost(long amount) {
    return 0;
  }

  /** Every call is counted in the store: never over. */
  record Strict() implements Accuracy {
    /** It has no terms. */
    public static final Strict USUAL = new Strict();

    @Override
    public String written() {
      return "strict";
    }

    @Override
    public String described() {
      return written();
    }
  }

  /**
   * A node draws part of the allowance from the store and spends it by itself: never over, but what
   * one node has drawn no other can take.
   *
   * @param share of the amount that one lease holds at most, in hundredths of a percent, 1 to
   *     {@link #WHOLE}
   * @param life how long a lease may be spent at most, in microseconds, at least 1
   */
  record Leased(int share, long life) implements Accuracy {
    /** The usual terms: a tenth of the amount for a second. */
    public static final Leased USUAL = new Leased(1_000, 1_000_000);

    /** No lease lives longer than one part in so many of its window. */
    public static final int LIVES = 20;

    public Leased {
      Numbers.check("share of a lease", share, 1, WHOLE);
      Numbers.check("life of a lease", life, 1, Numbers.AMOUNT_MAX);
    }

    @Override
    public String written() {
      return "leased";
    }

    @Override
    public String described() {
      return "leased: at most " + percent(share) + " of it on a node, for at most " + seconds(life);
    }

    /** The most units that one lease of a meter holds, at least 1. */
    public long most(Meter meter) {
      return Math.max(1, Numbers.part(meter.amount(), share));
    }

    /** How long leases of a meter live at most, in microseconds, at least 1. */
    public long life(Meter meter) {
      return Math.min(life, Math.max(1, meter.windowMicros() / LIVES));
    }
  }

  /**
   * A node decides by itself and tells the store soon after.
   *
   * @param nodes how many there are at most, 1 to {@link #NODES_MAX}
   * @param budget share of the amount that one node may use before the store knows, in hundredths
   *     of a percent, at least 1
   */
  record Optimistic(int nodes, int budget) implements Accuracy {
    /** The most nodes. */
    public static final int NODES_MAX = 1_000;

    /** Three nodes that are together over by at most 5 %. */
    public static final Optimistic USUAL = of(3);

    /** By how much nodes are over at most together unless stated, in hundredths of a percent. */
    private static final int OVER_USUAL = 500;

    public Optimistic {
      Numbers.check("nodes", nodes, 1, NODES_MAX);
      Numbers.check("budget of a node", budget, 1, WHOLE / nodes);
    }

    /** So many nodes that are together over by at most 5 %. */
    public static Optimistic of(int nodes) {
      return new Optimistic(nodes, Math.max(1, OVER_USUAL / nodes));
    }

    @Override
    public String written() {
      return "optimistic";
    }

    @Override
    public String described() {
      return "optimistic: at most "
          + nodes
          + " nodes, each with "
          + percent(budget)
          + " of it uncounted, over by at most "
          + percent(nodes * budget);
    }

    /** What a node may use of an amount before the store knows, in its unit; perhaps nothing. */
    public long budget(long amount) {
      return Numbers.part(amount, budget);
    }

    @Override
    public long overMost(long amount) {
      return nodes * budget(amount);
    }
  }

  private static String percent(int share) {
    return BigDecimal.valueOf(share, 2).stripTrailingZeros().toPlainString() + "%";
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " s";
  }
}
