package dev.headgate.server.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was granted and when, and what obvious arithmetic says about it. */
public final class Granted {
  private record One(long at, long cost) {}

  private final List<One> all = new ArrayList<>();

  /** Notes a grant. */
  public void add(long at, long cost) {
    all.add(new One(at, cost));
  }

  private List<One> inOrder() {
    all.sort(Comparator.comparingLong(One::at));
    return all;
  }

  /** All that was granted. */
  public long total() {
    return all.stream().mapToLong(One::cost).sum();
  }

  /** What was granted from an instant on. */
  public long since(long instant) {
    return all.stream().filter(one -> one.at() >= instant).mapToLong(One::cost).sum();
  }

  /** What was granted in each aligned window, by its number. */
  public Map<Long, Long> windows(long length) {
    Map<Long, Long> sums = new TreeMap<>();
    all.forEach(one -> sums.merge(one.at() / length, one.cost(), Long::sum));
    return sums;
  }

  /** The most that was granted in an aligned window. */
  public long inWindow(long length) {
    return windows(length).values().stream().mapToLong(sum -> sum).max().orElse(0);
  }

  /** The most that was granted in any stretch of a length. */
  public long inStretch(long length) {
    long most = 0;
    long sum = 0;
    int from = 0;
    for (One one : inOrder()) {
      sum += one.cost();
      while (one.at() - all.get(from).at() >= length) {
        sum -= all.get(from++).cost();
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /** The smallest capacity of a bucket of that rate that would have granted all of it, rounded. */
  public long capacity(long amount, long period) {
    long missing = 0;
    long most = 0;
    long before = Long.MIN_VALUE;
    for (One one : inOrder()) {
      long elapsed = before == Long.MIN_VALUE ? 0 : one.at() - before;
      missing = Math.max(0, missing - elapsed * amount) + one.cost() * period;
      most = Math.max(most, missing);
      before = one.at();
    }
    return Math.ceilDiv(most, period);
  }
}
