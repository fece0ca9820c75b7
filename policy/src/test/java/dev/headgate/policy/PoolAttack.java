package dev.headgate.policy;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * Vector 8 of the facts: an hour in which one tenant reads 250 pages four times a second, and 49
 * ordinary tenants make 60 calls each, of 1 to 51 points.
 *
 * @param ordinary calls of the ordinary tenants
 * @param refused how many of them were refused
 * @param attackerRefused how many calls of the attacker were refused
 * @param seed of the traffic
 */
record PoolAttack(long ordinary, long refused, long attackerRefused, long seed) {
  private static final int ORDINARY = 49;
  private static final int CALLS = 60;
  private static final long HOUR = 3_600 * Micros.SECOND;
  private static final String ATTACKER = "tenant-0";

  /** A call to come; objects are what its page holds. */
  private record Coming(long at, String tenant, int objects) {}

  /** The hour that begins now; {@code callers} makes a caller of a tier and a tenant. */
  static PoolAttack run(Bench bench, BiFunction<String, String, Caller> callers) {
    long seed = Long.getLong("headgate.seed", 17);
    long begin = bench.time().micros();
    long refused = 0;
    long attackerRefused = 0;
    for (Coming coming : traffic(begin, new Random(seed))) {
      bench.time().advance(coming.at() - bench.time().micros());
      boolean allowed = allowed(bench, callers.apply("1", coming.tenant()), coming.objects());
      if (!allowed && coming.tenant().equals(ATTACKER)) {
        attackerRefused++;
      } else if (!allowed) {
        refused++;
      }
    }
    return new PoolAttack(ORDINARY * CALLS, refused, attackerRefused, seed);
  }

  double refusedShare() {
    return (double) refused / ordinary;
  }

  private static boolean allowed(Bench bench, Caller caller, int objects) {
    Decision decision =
        objects == 0
            ? bench.decide("PUT", "/wiki/api/v2/pages/1", caller)
            : bench.decide("GET", "/wiki/api/v2/pages?limit=" + objects, caller);
    if (objects > 0 && decision instanceof Decision.Allowed) {
      bench.settle(decision, Actual.points(1L + objects));
    }
    return decision instanceof Decision.Allowed;
  }

  /** Writes, single pages, short lists and full lists of 50. */
  private static int objects(Random random) {
    int kind = random.nextInt(10);
    if (kind < 7) {
      return kind < 2 ? 0 : 1;
    }
    return kind < 9 ? 2 + random.nextInt(20) : 50;
  }

  private static List<Coming> traffic(long begin, Random random) {
    List<Coming> calls = new ArrayList<>();
    for (long at = 0; at < HOUR; at += Micros.SECOND / 4) {
      calls.add(new Coming(begin + at, ATTACKER, 250));
    }
    for (int tenant = 1; tenant <= ORDINARY; tenant++) {
      for (int i = 0; i < CALLS; i++) {
        long at = begin + random.nextLong(HOUR);
        calls.add(new Coming(at, "tenant-" + tenant, objects(random)));
      }
    }
    calls.sort(Comparator.comparingLong(Coming::at));
    return calls;
  }
}
