package dev.headgate.core.quota;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Numbers;
import dev.headgate.core.limit.Spelling;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.Window;
import org.jspecify.annotations.Nullable;

/**
 * An amount per window of a period that members share, so that none can empty it for the others:
 * part of it may be guaranteed in portions, part be released over the window, and what is released
 * belong to the active members first. A call draws on its member's own share, on the common part,
 * then on its portion.
 *
 * <p>State: the words of the pool, which all members share, then those of the member that calls.
 * Work per call is bounded and does not depend on how many members there are; nothing is kept in
 * order and nobody is looked for. All amounts that were granted (with debt), are common, saved,
 * accrued, promised or not yet released add up to the amount, in whole numbers.
 *
 * <p>The instant of a retry suffices and need not be the first. What others do is frozen, so that
 * they stop being active.
 */
public final class Pool implements Meter {
  /** The largest amount: times its grains and the ticks of a period it stays below 2^53. */
  public static final long AMOUNT_MAX = 100_000_000;

  private final long amount;
  private final Period period;
  private final PoolRules rules;
  private final PoolTerms terms;

  /**
   * A pool.
   *
   * @param amount 1 to {@link #AMOUNT_MAX}
   * @param period whose windows end
   * @param terms how it is shared
   */
  public Pool(long amount, Period period, PoolTerms terms) {
    this.amount = Numbers.check("amount", amount, 1, AMOUNT_MAX);
    this.period = period;
    this.terms = terms;
    rules = new PoolRules(amount, period, terms);
  }

  @Override
  public int words() {
    return PoolState.WORDS;
  }

  @Override
  public int sharedWords() {
    return PoolState.POOL_WORDS;
  }

  /** What a member can take that is alone. */
  @Override
  public long capacity() {
    return rules.shared() / PoolRules.GRAINS;
  }

  @Override
  public long amount() {
    return amount;
  }

  @Override
  public long windowMicros() {
    return period.typicalLength();
  }

  @Override
  public String signature() {
    return "pool-" + period.name();
  }

  @Override
  public long passesAt(long[] cell, int at, long cost, long now) {
    if (cost == 0) {
      return now;
    }
    if (cost > capacity()) {
      return Micros.NEVER;
    }
    PoolState state = new PoolState(rules, cell, at);
    long grains = cost * PoolRules.GRAINS;
    return passes(state, grains, now) ? now : later(state, grains, Math.max(now, state.start()));
  }

  @Override
  public long[] take(long[] cell, int at, long cost, long now, long holder) {
    PoolState state = new PoolState(rules, cell, at);
    enter(state, now);
    state.draw(cost * PoolRules.GRAINS);
    return cell;
  }

  @Override
  public void giveBack(long[] cell, int at, Taking taking, long cost, long now) {
    PoolState state = new PoolState(rules, cell, at);
    Window window = window(state, now);
    if (window.start() == state.start() && window.start() <= taking.at()) {
      state.advance(window, now);
      state.giveBack(cost * PoolRules.GRAINS);
    }
  }

  /** What this member can take now. */
  @Override
  public long remaining(long[] cell, int at, long now) {
    PoolState state = entered(cell, at, now);
    return state.available() / PoolRules.GRAINS;
  }

  @Override
  public long resetAt(long[] cell, int at, long cost, long now) {
    long passesAt = passesAt(cell, at, cost, now);
    long end = window(new PoolState(rules, cell, at), now).end();
    return passesAt > now && passesAt < end ? passesAt : end;
  }

  /** What is left, and in the lowest bit whether the member holds a portion of the guarantee. */
  @Override
  public long level(long[] cell, int at, long now) {
    PoolState state = entered(cell, at, now);
    return state.available() / PoolRules.GRAINS * 2 + (state.guaranteed() > 0 ? 1 : 0);
  }

  @Override
  public long remainingOf(long level) {
    return level >> 1;
  }

  @Override
  public boolean guaranteedOf(long level) {
    return (level & 1) != 0;
  }

  @Override
  public long levelOf(long remaining) {
    return 2 * remaining;
  }

  /** The end of the window; nothing is leased where portions are guaranteed. */
  @Override
  public long spendableUntil(long takenAt) {
    return guarantees() ? takenAt : rules.window(takenAt).end();
  }

  /** Whether part of it is promised in portions. */
  public boolean guarantees() {
    return terms.guaranteed() > 0;
  }

  @Override
  public long room(long[] cell, int at, long debtMax, long now) {
    PoolState state = entered(cell, at, now);
    long owed = state.debt() / PoolRules.GRAINS;
    return state.available() / PoolRules.GRAINS + Math.max(0, debtMax - owed);
  }

  @Override
  public @Nullable Meter part(int share) {
    long part = Numbers.part(amount, share);
    return part == 0 ? null : new Pool(part, period, terms);
  }

  /** The words of a member and of its pool begin with the start of a period that they are about. */
  @Override
  public long deadAt(long[] cell, int at, long now) {
    return Numbers.later(cell[at], 2 * period.longestLength());
  }

  @Override
  public void spell(Spelling to, long now) {
    to.kind(Spelling.Kind.POOL);
    to.number(capacity());
    rules.spell(to);
    to.number(period.longestLength());
    SpelledPeriod.spell(period, 2, now, to);
  }

  /** The numbers it works with. */
  PoolRules rules() {
    return rules;
  }

  private boolean passes(PoolState state, long grains, long instant) {
    return entered(state, instant).available() >= grains;
  }

  /**
   * An instant at which it passes if nothing else happens, and a microsecond before which it does
   * not: in this window, or else in the next, at whose end all is released and nobody else active.
   */
  private long later(PoolState state, long grains, long now) {
    Window window = window(state, now);
    long last = window.end() - 1;
    if (passes(state, grains, last)) {
      return between(state, grains, now, last);
    }
    return between(state, grains, last, rules.window(window.end()).end() - 1);
  }

  private long between(PoolState state, long grains, long fails, long passes) {
    long before = fails;
    long from = passes;
    while (from - before > 1) {
      long middle = before + (from - before) / 2;
      if (passes(state, grains, middle)) {
        from = middle;
      } else {
        before = middle;
      }
    }
    return from;
  }

  private PoolState entered(long[] cell, int at, long now) {
    return entered(new PoolState(rules, cell, at), now);
  }

  /** The state once the member has come at an instant: itself where that changes nothing. */
  private PoolState entered(PoolState state, long now) {
    Window window = window(state, now);
    if (state.isEntered(window, now)) {
      return state;
    }
    PoolState then = state.copy();
    then.advance(window, now);
    then.enter();
    return then;
  }

  private void enter(PoolState state, long now) {
    state.advance(window(state, now), now);
    state.enter();
  }

  /** The window of the instant, or the newest one seen where the instant lies before it. */
  Window window(PoolState state, long now) {
    return rules.window(Math.max(now, state.start()));
  }

  @Override
  public String toString() {
    return "Pool[" + amount + " per " + period + ", " + terms + "]";
  }
}
