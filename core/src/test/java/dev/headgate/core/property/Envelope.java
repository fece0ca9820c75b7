package dev.headgate.core.property;

import dev.headgate.core.scenario.MeterSpec;
import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import java.util.List;

/** What a limit promises never to pass, checked over every stretch between two admissions. */
final class Envelope {
  private Envelope() {}

  /** A cost admitted at an instant; lists of them are in order of time. */
  record Admitted(long at, long cost) {}

  /** By how much the worst stretch is over, in parts of the limit's own unit; 0 or less if none. */
  static long excess(MeterSpec meter, long life, List<Admitted> admitted) {
    return switch (meter) {
      case BucketSpec bucket -> bucket(bucket, admitted);
      case CeilingSpec it ->
          admitted.stream().mapToLong(one -> one.cost() - it.amount()).max().orElse(0);
      case WindowSpec window -> window(window, admitted);
      case AllotmentSpec it -> window(new WindowSpec(it.amount(), it.length()), admitted);
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
      long number = first.at() / window.length();
      long sum =
          admitted.stream()
              .filter(one -> one.at() / window.length() == number)
              .mapToLong(Admitted::cost)
              .sum();
      worst = Math.max(worst, sum - window.amount());
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
