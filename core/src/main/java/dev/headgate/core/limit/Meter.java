package dev.headgate.core.limit;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one kind of counter with its parameters. The state is a run of words in an
 * array that the store owns and guards: what is used or missing, never what remains and never a
 * parameter, so a change of parameters keeps what was used. A state of all zeros is a counter never
 * touched. The words of state are the last of the array.
 *
 * <p>Every method gets the array, the index of its first word of state and the instant, which never
 * lies before that of an earlier call by more than clocks differ; an older instant counts as the
 * newest seen. Immutable, safe for all threads.
 */
public interface Meter {
  /** The most words that a fresh state may have. */
  int WORDS_MAX = 64;

  /**
   * How many words a fresh state has, at most {@link #WORDS_MAX}; none where it remembers nothing.
   */
  int words();

  /**
   * Whether one call changes what the next one finds. What does not is asked without a counter, and
   * has nothing to tell in header fields.
   */
  default boolean remembers() {
    return words() > 0;
  }

  /** Whether the state may become longer, see {@link #take}. */
  default boolean grows() {
    return false;
  }

  /**
   * How many of the first words belong to a pool that several keys share; the others are those of
   * one key. 0 for all kinds but pools. Both parts begin with a word from which {@link #deadAt}
   * tells when they are dead, so that a store can keep them apart.
   */
  default int sharedWords() {
    return 0;
  }

  /** The most that one call can ever take. */
  long capacity();

  /** The amount of the limit, shown as {@code q}. */
  long amount();

  /** The length of its window in microseconds, shown as {@code w}; 0 where it has none. */
  long windowMicros();

  /**
   * A stable name of kind, window and calendar, without amounts: a counter whose signature changes
   * starts anew.
   */
  String signature();

  /** Whether the instant given for a retry is an estimate because others' behaviour decides it. */
  default boolean estimates() {
    return false;
  }

  /** Whether it counts holders, which must be renewed or given back, and not costs. */
  default boolean holds() {
    return false;
  }

  /** Renews what a holder holds; false where it holds nothing any more. */
  default boolean renew(long[] cell, int at, long holder, long now) {
    return true;
  }

  /**
   * The first instant at which the cost would pass if nothing else happened: {@code now} where it
   * passes already, {@link dev.headgate.core.time.Micros#NEVER} where it never will.
   */
  long passesAt(long[] cell, int at, long cost, long now);

  /**
   * Takes the cost, whether it passes or not, and returns the array that holds the counter from now
   * on: the same, or, for a state that {@link #grows}, a longer copy whose words before {@code at}
   * are unchanged.
   *
   * @param holder serial number of the reservation that takes, for kinds that track holders
   */
  long[] take(long[] cell, int at, long cost, long now, long holder);

  /**
   * Gives back so much of what a taking took, as far as it still counts. What cannot be told from
   * what others took is given back where it stops counting first, so nothing is over later.
   */
  void giveBack(long[] cell, int at, Taking taking, long cost, long now);

  /** What is left, at least 0. */
  long remaining(long[] cell, int at, long now);

  /**
   * The instant shown as {@code t}: the end of the window, or, for kinds without one, when what
   * remains next covers the cost, or, if it does already or never will, when the limit is whole
   * again.
   */
  long resetAt(long[] cell, int at, long cost, long now);

  /**
   * How the counter stands, as one number that a verdict keeps: {@link #remainingOf} and {@link
   * #resetOf} are worked out from it only when somebody reads them, since divisions cost more than
   * the decision itself.
   */
  default long level(long[] cell, int at, long now) {
    return remaining(cell, at, now);
  }

  /** The instant kept beside the {@link #level}; by default the reset itself. */
  default long levelAt(long[] cell, int at, long cost, long now) {
    return resetAt(cell, at, cost, now);
  }

  /** {@link #remaining} as it was when the level was read. */
  default long remainingOf(long level) {
    return level;
  }

  /** {@link #resetAt} as it was when the level and its instant were read. */
  default long resetOf(long level, long levelAt, long cost) {
    return levelAt;
  }

  /** The {@link #level} of a counter of which so much is left. */
  default long levelOf(long remaining) {
    return remaining;
  }

  /**
   * Until when what was taken at an instant can be spent without anybody being over: the instant
   * itself for kinds that cannot be leased.
   */
  default long spendableUntil(long takenAt) {
    return takenAt;
  }

  /**
   * This meter where what is taken may be spent up to so many microseconds later: itself for kinds
   * of which that is true anyway or never.
   */
  default Meter leasing(long micros) {
    return this;
  }

  /**
   * The same arithmetic with a share of its amounts, in hundredths of a percent, rounded down; null
   * where nothing is left of them.
   */
  default @Nullable Meter part(int share) {
    return null;
  }

  /** Whether the key held a guarantee when the level was read. */
  default boolean guaranteedOf(long level) {
    return false;
  }

  /** How much may still be charged after the fact with that much debt allowed, at least 0. */
  long room(long[] cell, int at, long debtMax, long now);

  /**
   * An instant from which the counter can be forgotten without anybody noticing, if it is not
   * touched before; cheap to compute, so perhaps later than the first such instant. For instant 0
   * it depends on the state alone.
   */
  long deadAt(long[] cell, int at, long now);

  /**
   * Spells the arithmetic for a store that computes it elsewhere.
   *
   * @param now the instant around which calendars are spelled
   */
  void spell(Spelling to, long now);
}
