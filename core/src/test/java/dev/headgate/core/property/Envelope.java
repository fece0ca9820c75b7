package dev.headgate.core.property;

import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import java.util.List;

/** What a limit promises never to pass, checked over every stretch between two admissions. */
final class Envelope {
  private Envelope() {}

  /** A cost admitted at an instant; lists of them are in order of time. */
  record Admitted(long at, long cost) {}

  /** What tells the counters of a rule apart: for a pool the pool and not its member. */
  static String counter(Claim claim) {
    Key pool = claim.pool();
    return claim.rule().name() + (pool == null ? claim.key() : pool);
  }

  /** By how much the worst stretch is over, in parts of the limit's own unit; 0 or less if none. */
  static long excess(MeterSpec meter, long life, List<Admitted> admitted) {
    return switch (meter) {
      case BucketSpec bucket -> bucket(bucket, admitted);
      case CeilingSpec it ->
          admitted.stream().mapToLong(one -> one.cost() - it.amount()).max().orElse(0);
      case WindowSpec window -> window(window, admitted);
      case AllotmentSpec it -> window(new WindowSpec(it.amount(), it.length()), admitted);
      case CarrySpec it -> window(new WindowSpec(it.amount() + it.most(), it.length()), admitted);
      case ToleranceSpec it -> tolerated(it, admitted);
      case PoolSpec it -> window(new WindowSpec(it.amount(), PoolSpec.HOUR), admitted);
      case LogSpec log -> sliding(log.amount(), log.length(), admitted);
      case SlicesSpec slices -> sliding(slices.amount(), slices.length(), admitted);
      case PermitsSpec permits ->
          permits.olderThan() > 0
              ? 0
              : sliding(permits.amount(), Math.min(permits.lease(), life), admitted);
    };
  }

  /** At most the capacity and what came back in between, both times the period. */
  private static long bucket(BucketSpec bucket, List<Admitted> admitted) {
    long worst = 0;
    for (int from = 0; from < admitted.size(); from++) {
      long sum = 0;
      for (Admitted one : admitted.subList(from, admitted.size())) {
        sum += one.cost() * bucket.period();
        long back = bucket.refill() * (one.at() - admitted.get(from).at());
        worst = Math.max(worst, sum - bucket.amount() * bucket.period() - back);
      }
    }
    return worst;
  }

  private static long window(WindowSpec window, List<Admitted> admitted) {
    long worst = 0;
    for (Admitted first : admitted) {
      worst = Math.max(worst, excess(window, first.at() / window.length(), admitted));
    }
    return worst;
  }

  /** By how much the window of a number is over. */
  private static long excess(WindowSpec window, long number, List<Admitted> admitted) {
    long sum =
        admitted.stream()
            .filter(one -> one.at() / window.length() == number)
            .mapToLong(Admitted::cost)
            .sum();
    return sum - window.amount();
  }

  /** By how many windows too many went over in the worst row of them. */
  private static long tolerated(ToleranceSpec it, List<Admitted> admitted) {
    long worst = 0;
    List<Long> over =
        admitted.stream()
            .map(one -> one.at() / it.length())
            .distinct()
            .filter(
                number -> excess(new WindowSpec(it.amount(), it.length()), number, admitted) > 0)
            .toList();
    for (long last : over) {
      long row = over.stream().filter(one -> last - it.of() < one && one <= last).count();
      worst = Math.max(worst, row - it.exceeded());
    }
    return worst;
  }

  private static long sliding(long amount, long length, List<Admitted> admitted) {
    long worst = 0;
    for (Admitted first : admitted) {
      long sum =
          admitted.stream()
              .filter(one -> first.at() <= one.at() && one.at() < first.at() + length)
              .mapToLong(Admitted::cost)
              .sum();
      worst = Math.max(worst, sum - amount);
    }
    return worst;
  }
}
