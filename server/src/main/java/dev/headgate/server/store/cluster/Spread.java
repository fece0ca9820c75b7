package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Plan;
import dev.headgate.core.snapshot.Matched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call whose claims lie in several partitions.
 *
 * @param plan the call
 * @param home the place of the home among the parts: where it is remembered
 * @param parts in the order in which they are held, those that more callers share later; so two
 *     calls seldom each hold what the other wants
 */
record Spread(Plan plan, int home, List<Part> parts) {
  private static final Comparator<Part> ORDER =
      Comparator.comparingInt(Part::rank).thenComparingInt(Part::number);

  /** The number of the home of a call: by itself where it has an id, else where a claim lies. */
  static int home(Plan plan) {
    boolean known = plan.call().id() != null || plan.matched().size() == 0;
    return known ? Placement.home(plan.call()) : Placement.of(plan.matched().claim(0));
  }

  /** Whether all claims lie in one partition. */
  static boolean liesIn(Plan plan, int number) {
    Matched matched = plan.matched();
    for (int i = 0; i < matched.size(); i++) {
      if (Placement.of(matched.claim(i)) != number) {
        return false;
      }
    }
    return true;
  }

  /** The parts of a call. */
  static Spread of(Plan plan, int homeNumber) {
    Map<Integer, List<Integer>> places = new TreeMap<>();
    places.put(homeNumber, new ArrayList<>());
    for (int i = 0; i < plan.matched().size(); i++) {
      places.computeIfAbsent(Placement.of(plan.matched().claim(i)), n -> new ArrayList<>()).add(i);
    }
    List<Part> parts = new ArrayList<>();
    places.forEach((number, own) -> parts.add(Part.of(number, plan, own)));
    parts.sort(ORDER);
    int home = 0;
    while (parts.get(home).number() != homeNumber) {
      home++;
    }
    return new Spread(plan, home, List.copyOf(parts));
  }
}
