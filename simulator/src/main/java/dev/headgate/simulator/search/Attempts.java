package dev.headgate.simulator.search;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.simulator.replay.Deciding;
import dev.headgate.simulator.spool.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Replays a spool with one amount after the other, each amount once. For one thread. */
final class Attempts {
  /** How many amounts are tried beside those of the halving where more can be worse. */
  static final int SCAN = 64;

  private final Sized sized;
  private final Counted counted;
  private final int share;
  private final Spool spool;
  private final BooleanSupplier stopped;
  private final Map<Long, Trial> tried = new TreeMap<>();

  /** Ends a search that somebody stopped. */
  private static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  Attempts(Sized sized, Counted counted, int share, Spool spool, BooleanSupplier stopped) {
    this.sized = sized;
    this.counted = counted;
    this.share = share;
    this.spool = spool;
    this.stopped = stopped;
  }

  /** All amounts that were tried, in rising order. */
  List<Trial> trials() {
    return List.copyOf(tried.values());
  }

  /** Searches. */
  Answer.Outcome search(boolean alone) throws IOException {
    try {
      Trial first = trial(Math.max(1, Math.min(sized.now(), sized.most())));
      if (first.members() == 0) {
        return new Answer.Outcome.Unconcerned();
      }
      long most = sized.most();
      Long enough = gallop(first, most);
      if (enough == null) {
        return new Answer.Outcome.Impossible(most);
      }
      long amount = halve(enough);
      return alone ? new Answer.Outcome.Bisected(amount) : scan(amount, most);
    } catch (StoppedException ended) {
      return new Answer.Outcome.Stopped();
    }
  }

  private Trial trial(long amount) throws IOException {
    Trial known = tried.get(amount);
    if (known != null) {
      return known;
    }
    PolicySnapshot rules = sized.of(amount);
    if (rules == null) {
      throw new AssertionError(amount + " (expected: an amount that is possible)");
    }
    Members members = new Members(counted);
    if (!spool.each(new Deciding(rules, members), stopped)) {
      throw new StoppedException();
    }
    Trial trial = members.trial(amount);
    tried.put(amount, trial);
    return trial;
  }

  /** An amount that does, the first doubled as often as needed; null where none does. */
  private @Nullable Long gallop(Trial first, long most) throws IOException {
    Trial trial = first;
    while (!trial.holds(share)) {
      if (trial.amount() >= most) {
        return null;
      }
      trial = trial(Math.min(most, 2 * trial.amount()));
    }
    return trial.amount();
  }

  /** The smallest amount that does, where more is never worse. */
  private long halve(long enough) throws IOException {
    long good = enough;
    long bad = 0;
    for (Trial trial : tried.values()) {
      bad = !trial.holds(share) && trial.amount() < good ? trial.amount() : bad;
    }
    while (good - bad > 1) {
      long middle = bad + (good - bad) / 2;
      if (trial(middle).holds(share)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  /**
   * Tries amounts at equal distances below and above, as far as somebody is limited: beyond, more
   * changes nothing any more.
   */
  private Answer.Outcome scan(long amount, long most) throws IOException {
    int half = SCAN / 2;
    long upTo = amount;
    while (upTo < most && trial(upTo).within() < trial(upTo).members()) {
      upTo = Math.min(most, 2 * upTo);
    }
    for (int i = 1; i <= half; i++) {
      trial(Math.max(1, amount * i / half));
      trial(amount + (upTo - amount) * i / half);
    }
    List<Trial> all = new ArrayList<>(tried.values());
    long smallest = amount;
    long safe = all.getLast().amount();
    boolean holdsAbove = true;
    boolean monotone = true;
    for (int i = all.size() - 1; i >= 0; i--) {
      Trial trial = all.get(i);
      boolean holds = trial.holds(share);
      holdsAbove &= holds;
      safe = holdsAbove ? trial.amount() : safe;
      smallest = holds ? trial.amount() : smallest;
      monotone &= i == 0 || all.get(i - 1).within() <= trial.within();
    }
    return new Answer.Outcome.Scanned(smallest, safe, step(all, safe), monotone);
  }

  private static long step(List<Trial> all, long upTo) {
    long step = 1;
    long before = 0;
    for (Trial trial : all) {
      if (trial.amount() <= upTo) {
        step = Math.max(step, trial.amount() - before);
        before = trial.amount();
      }
    }
    return step;
  }
}
