package dev.headgate.core.quota;

import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Invented traffic on an hour's pool of 65,000 points, and what became of it. */
final class PoolTraffic {
  static final long AMOUNT = 65_000;
  static final long HOUR = 3_600 * Micros.SECOND;
  static final long START = 1_764_000_000L * Micros.SECOND / HOUR * HOUR;

  private record Call(long at, String member, long cost) {}

  private final List<Call> calls = new ArrayList<>();
  private final RandomGenerator random;

  PoolTraffic(RandomGenerator random) {
    this.random = random;
  }

  /** What the members whose names begin alike asked for and got. */
  record Share(long calls, long refused, long asked, long granted) {
    double refusedShare() {
      return (double) refused / calls;
    }

    Share plus(long cost, boolean allowed) {
      return new Share(
          calls + 1, refused + (allowed ? 0 : 1), asked + cost, granted + (allowed ? cost : 0));
    }
  }

  /** What became of both kinds of members. */
  record Outcome(Share ordinary, Share attackers) {}

  /** Members that each make so many calls an hour, at random instants from one to another. */
  PoolTraffic ordinary(int members, int perHour, long from, long to) {
    for (int member = 0; member < members; member++) {
      double at = from;
      while (true) {
        at -= Math.log(1 - random.nextDouble()) * HOUR / perHour;
        if (at >= to) {
          break;
        }
        calls.add(new Call((long) at, "ordinary-" + member, cost()));
      }
    }
    return this;
  }

  /** Of 1 to 51 points: writes, single objects, short lists and full pages of 50. */
  private long cost() {
    int kind = random.nextInt(10);
    if (kind < 2) {
      return 1;
    }
    return kind < 7 ? 2 : kind < 9 ? 3 + random.nextLong(20) : 51;
  }

  /** A member that makes four calls of 250 pages a second. */
  PoolTraffic attacker(int number, long from, long to) {
    for (long at = from; at < to; at += Micros.SECOND / 4) {
      calls.add(new Call(at, "attacker-" + number, 251));
    }
    return this;
  }

  /** Points granted since the hour began, to ordinary members and attackers, at each minute. */
  List<long[]> granted(PoolTerms terms, int minutes) {
    SharedPool pool = new SharedPool(new Pool(AMOUNT, Period.hour(), terms));
    calls.sort(Comparator.comparingLong(Call::at).thenComparing(Call::member));
    List<long[]> granted = new ArrayList<>();
    long[] sums = new long[2];
    for (Call call : calls) {
      while (granted.size() < minutes && call.at() >= START + granted.size() * HOUR / 60) {
        sums = granted.size() % 60 == 0 ? new long[2] : sums;
        granted.add(sums.clone());
      }
      if (pool.call(call.member(), call.cost(), call.at())) {
        sums[call.member().startsWith("ordinary") ? 0 : 1] += call.cost();
      }
    }
    return granted;
  }

  /** What became of the calls of one hour. */
  Outcome run(PoolTerms terms, int hour) {
    SharedPool pool = new SharedPool(new Pool(AMOUNT, Period.hour(), terms));
    calls.sort(Comparator.comparingLong(Call::at).thenComparing(Call::member));
    Share ordinary = new Share(0, 0, 0, 0);
    Share attackers = ordinary;
    for (Call call : calls) {
      boolean allowed = pool.call(call.member(), call.cost(), call.at());
      if ((call.at() - START) / HOUR != hour) {
        continue;
      }
      if (call.member().startsWith("ordinary")) {
        ordinary = ordinary.plus(call.cost(), allowed);
      } else {
        attackers = attackers.plus(call.cost(), allowed);
      }
    }
    return new Outcome(ordinary, attackers);
  }
}
