package dev.headgate.core.quota;

import dev.headgate.core.limit.Numbers;
import dev.headgate.core.limit.Spelling;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;

/** What an allotment allows beyond its amount, worked out from one word of state per window. */
sealed interface Beyond {
  /** The most that one call can ever take. */
  long capacity(long amount);

  /** What may be used in a window with this word. */
  long ceiling(long amount, long extra);

  /** What is shown as allowed in a window with this word. */
  long allowance(long amount, long extra);

  /** Whatever lies more windows back than this has no say. */
  int windowsCounted();

  /**
   * The word of a window.
   *
   * @param used in an earlier window
   * @param extra the word of that window
   * @param passed how many windows later this one is, at least 1; beyond {@link #windowsCounted} it
   *     only says so
   */
  long rolled(long amount, long used, long extra, int passed);

  /**
   * For how long from the start of its window a state counts, whatever amount and zone: a store may
   * ask the meter of another caller.
   */
  long countsFor(Period period);

  /** What distinguishes the meaning of the word in a counter's name. */
  String signature();

  /** Spells which kind it is, and its two numbers. */
  void spell(Spelling to);

  /** Nothing. */
  record Nothing() implements Beyond {
    @Override
    public long capacity(long amount) {
      return amount;
    }

    @Override
    public long ceiling(long amount, long extra) {
      return amount;
    }

    @Override
    public long allowance(long amount, long extra) {
      return amount;
    }

    @Override
    public int windowsCounted() {
      return 0;
    }

    @Override
    public long rolled(long amount, long used, long extra, int passed) {
      return 0;
    }

    @Override
    public long countsFor(Period period) {
      return period.longestLength();
    }

    @Override
    public void spell(Spelling to) {
      to.number(0);
      to.number(0);
      to.number(0);
    }

    @Override
    public String signature() {
      return "";
    }
  }

  /**
   * What was unused of the window before, up to an amount. The word is what was carried in. A
   * window in which a known key took nothing carries the most, so its counter is never forgotten.
   */
  record Carry(long most) implements Beyond {
    @Override
    public long capacity(long amount) {
      return amount + most;
    }

    @Override
    public long ceiling(long amount, long extra) {
      return amount + Math.min(most, extra);
    }

    @Override
    public long allowance(long amount, long extra) {
      return ceiling(amount, extra);
    }

    @Override
    public int windowsCounted() {
      return 1;
    }

    @Override
    public long rolled(long amount, long used, long extra, int passed) {
      return passed > 1 ? most : Math.clamp(ceiling(amount, extra) - used, 0, most);
    }

    @Override
    public long countsFor(Period period) {
      return Micros.NEVER;
    }

    @Override
    public void spell(Spelling to) {
      to.number(1);
      to.number(most);
      to.number(0);
    }

    @Override
    public String signature() {
      return "";
    }
  }

  /**
   * Going over in a few windows of many. Bit n of the word tells whether the window n + 1 before
   * went over.
   */
  record Tolerance(int exceeded, int of) implements Beyond {
    public Tolerance {
      Numbers.check("windows looked back on", of, 2, Allotment.WINDOWS_MAX);
      Numbers.check("exceeded windows", exceeded, 1, of - 1);
    }

    @Override
    public long capacity(long amount) {
      return Numbers.AMOUNT_MAX;
    }

    @Override
    public long ceiling(long amount, long extra) {
      int before = Long.bitCount(extra & ((1L << (of - 1)) - 1));
      return before < exceeded ? Numbers.AMOUNT_MAX : amount;
    }

    @Override
    public long allowance(long amount, long extra) {
      return amount;
    }

    @Override
    public int windowsCounted() {
      return Allotment.WINDOWS_MAX;
    }

    @Override
    public long rolled(long amount, long used, long extra, int passed) {
      if (passed > Allotment.WINDOWS_MAX) {
        return 0;
      }
      long here = extra << 1 | (used > amount ? 1 : 0);
      long kept = here & ((1L << (Allotment.WINDOWS_MAX - passed + 1)) - 1);
      return kept << (passed - 1);
    }

    @Override
    public long countsFor(Period period) {
      return of * period.longestLength();
    }

    @Override
    public void spell(Spelling to) {
      to.number(2);
      to.number(exceeded);
      to.number(of);
    }

    @Override
    public String signature() {
      return "-tolerance";
    }
  }
}
