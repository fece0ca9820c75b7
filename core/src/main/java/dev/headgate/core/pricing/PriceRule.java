package dev.headgate.core.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What calls of one operation cost. Immutable.
 *
 * <p>Points are the base, and what {@code work} adds: for a read the weight of each object
 * returned, for a bulk write charged by object the base for each further one. Every sum stops at
 * {@link Quote#COST_MAX}.
 *
 * @param base what every call costs at least, by unit
 * @param work what points depend on beside the base
 * @param reserve how many points are taken before the call runs
 * @param reserveMax never more than that, unless the base is more
 */
public record PriceRule(Map<String, Long> base, Work work, Reserve reserve, long reserveMax) {
  /** The name of the class that bulk writes count. */
  private static final String WRITTEN = "written";

  public PriceRule {
    base = Map.copyOf(base);
    base.forEach(Quote::check);
    Quote.check("reserveMax", reserveMax);
  }

  /** A price that depends on nothing. */
  public static PriceRule constant(Map<String, Long> costs) {
    return new PriceRule(costs, Work.ONCE, Reserve.BOUND, Quote.COST_MAX);
  }

  /** So many points for every call. */
  public static PriceRule points(long points) {
    return constant(Map.of(Quote.POINTS, points));
  }

  /** A read that costs so many points, and more for the objects it returns. */
  public static PriceRule reads(long points, CountedPath... counted) {
    return new PriceRule(
        Map.of(Quote.POINTS, points),
        new Work.Reads(List.of(counted)),
        Reserve.BOUND,
        Quote.COST_MAX);
  }

  /** Points of the base. */
  public long basePoints() {
    return base.getOrDefault(Quote.POINTS, 0L);
  }

  /** Whether the quote depends on the query of a call. */
  public boolean asks() {
    return switch (work) {
      case Work.Once() -> false;
      case Work.Reads(List<CountedPath> counted) ->
          counted.stream().anyMatch(path -> path.bound().asks());
      case Work.Writes writes -> writes.bound().asks();
    };
  }

  /**
   * What a call costs as far as it is known before.
   *
   * @param query of the call as sent, without {@code ?}; empty where there is none
   */
  public Quote quote(String query) {
    return Quote.of(this, reckon(query));
  }

  /**
   * The real cost of a call, in points.
   *
   * @param objects how many were counted: for a read one number for each path, in order; for a bulk
   *     write the number written; none of them below 0
   */
  public long cost(long... objects) {
    long points = basePoints();
    switch (work) {
      case Work.Once() -> {}
      case Work.Reads(List<CountedPath> counted) -> {
        for (int i = 0; i < counted.size(); i++) {
          points = sum(points, product(counted.get(i).objects().weight(), objects[i]));
        }
      }
      case Work.Writes writes -> points = product(points, Math.max(1, objects[0]));
    }
    return points;
  }

  private Reckoning reckon(String query) {
    List<Reckoning.Term> terms =
        switch (work) {
          case Work.Once() -> List.of();
          case Work.Reads(List<CountedPath> counted) -> terms(counted, query);
          case Work.Writes writes -> List.of(written(writes, query));
        };
    long bound = work instanceof Work.Writes ? 0 : basePoints();
    for (Reckoning.Term term : terms) {
      bound = sum(bound, term.points());
    }
    bound = Math.max(bound, basePoints());
    long wanted =
        switch (reserve) {
          case Reserve.ByBound() -> bound;
          case Reserve.Typical(long points) -> Math.min(points, bound);
          case Reserve.Stated(long points) -> points;
        };
    long reserved = Math.max(basePoints(), Math.min(wanted, reserveMax));
    return new Reckoning(basePoints(), terms, bound, reserve, reserved, wanted > reserved);
  }

  private static List<Reckoning.Term> terms(List<CountedPath> counted, String query) {
    if (counted.size() == 1) {
      return List.of(term(counted.getFirst(), query));
    }
    List<Reckoning.Term> terms = new ArrayList<>(counted.size());
    for (CountedPath path : counted) {
      terms.add(term(path, query));
    }
    return terms;
  }

  private static Reckoning.Term term(CountedPath counted, String query) {
    Bound bound = counted.bound();
    ObjectClass objects = counted.objects();
    return new Reckoning.Term(
        counted.path().toString(),
        objects.name(),
        objects.weight(),
        bound.find(query),
        bound.most());
  }

  private Reckoning.Term written(Work.Writes writes, String query) {
    Bound bound = writes.bound();
    return new Reckoning.Term(
        writes.each().toString(), WRITTEN, basePoints(), bound.find(query), bound.most());
  }

  /** The product of two numbers that are not negative, at most {@link Quote#COST_MAX}. */
  static long product(long weight, long objects) {
    return weight != 0 && objects > Quote.COST_MAX / weight ? Quote.COST_MAX : weight * objects;
  }

  /** The sum of two costs, at most {@link Quote#COST_MAX}. */
  static long sum(long left, long right) {
    return Math.min(Quote.COST_MAX, left + right);
  }
}
