package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Plan;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The claims of a call that lie in one partition.
 *
 * @param number of the partition
 * @param plan what it is asked
 * @param places of its claims among those of the call
 */
record Part(int number, Plan plan, List<Integer> places) {
  private static final int SEPARATE = 0;
  private static final int SHARED = 1;
  private static final int EVERYBODY = 2;

  /** The claims of a plan at some places. */
  static Part of(int number, Plan whole, List<Integer> places) {
    List<Claim> claims = places.stream().map(whole.matched()::claim).toList();
    Matched matched = new Matched(whole.matched().quote(), claims, null);
    Plan plan =
        new Plan(whole.snapshot(), whole.call(), matched, whole.now(), whole.reservationId());
    return new Part(number, plan, places);
  }

  /** Some of its claims by their place within it, under no id; none where none is wanted. */
  List<Part> only(Predicate<Integer> wanted) {
    List<Integer> some = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (wanted.test(i)) {
        some.add(places.get(i));
        claims.add(plan.matched().claim(i));
      }
    }
    if (some.isEmpty()) {
      return List.of();
    }
    Matched matched = new Matched(plan.matched().quote(), claims, null);
    return List.of(
        new Part(number, new Plan(plan.snapshot(), plan.call(), matched, plan.now(), null), some));
  }

  /** How many callers share it: later in the order the more there are. */
  int rank() {
    int rank = 0;
    for (Claim claim : plan.matched().claims()) {
      int own =
          claim.key().values().isEmpty() ? EVERYBODY : claim.pool() != null ? SHARED : SEPARATE;
      rank = Math.max(rank, own);
    }
    return rank;
  }
}
