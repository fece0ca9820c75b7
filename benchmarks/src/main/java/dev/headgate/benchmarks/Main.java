package dev.headgate.benchmarks;

import dev.headgate.benchmarks.redis.RedisRates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs what is named on the command line in this process and prints one line per figure, tab
 * separated: benchmark, contestant, nanoseconds, bytes. Without names it runs everything in forks.
 */
final class Main {
  private static final int WARMUPS = Integer.getInteger("warmups", 12);
  private static final int ROUNDS = Integer.getInteger("rounds", 15);
  private static final int OPERATIONS = Integer.getInteger("operations", 400_000);

  /** Part of the name of the contestants to run, for a profile of one of them. */
  private static final String ONLY = System.getProperty("only", "");

  private Main() {}

  /** Regular expressions take so long that fewer searches are enough for both sides. */
  private static final int SEARCHES = OPERATIONS / 4;

  /** A page of a megabyte is some hundred microseconds. */
  private static final int PAGES = OPERATIONS / 4_000;

  private static final String JSON = "--json";

  private static final List<String> ALL =
      List.of(
          "four-claims",
          "four-claims-2",
          "whole-road",
          "replayed-road",
          "pools",
          "routes",
          "counting",
          "live-buckets");

  /** Virtual time: the same figures on every machine. */
  private static void crowds(long seed) {
    Crowd.curve(seed);
    for (int paced : new int[] {10, 18, 50, 100}) {
      Crowd.topOfHour(paced, seed);
    }
  }

  /** The client's governor in JMH, with what it allocates. */
  private static void governor() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(GovernorBenchmark.class.getSimpleName())
            .forks(Integer.getInteger("forks", 3))
            .addProfiler(GCProfiler.class)
            .build();
    new Runner(options).run();
  }

  /** Runs what prints in a way of its own; false where the name is none of those. */
  private static boolean ranByItself(String name, boolean json) throws Exception {
    switch (name) {
      case "crowds" -> crowds(Long.getLong("seed", 1));
      case "governor" -> governor();
      case "durable-rate" -> DurableRate.run();
      case "redis-rates" -> RedisRates.run(json);
      case JSON -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Runs what is named, of {@link #ALL}, {@code governor}, {@code crowds}, {@code durable-rate} and
   * {@code redis-rates}, the last with {@code --json} as one JSON object; four-claims-2 is on two
   * threads.
   */
  public static void main(String[] names) throws Exception {
    if (names.length == 0) {
      Forks.run(ALL);
      governor();
      return;
    }
    for (String name : names) {
      if (ranByItself(name, List.of(names).contains(JSON))) {
        continue;
      }
      int operations =
          switch (name) {
            case "routes" -> SEARCHES;
            case "counting" -> PAGES;
            default -> OPERATIONS;
          };
      SideBySide sides = new SideBySide(WARMUPS, ROUNDS, operations);
      if (name.equals("live-buckets")) {
        System.out.printf("%s\tBucket4j\t-\t%.1f%n", name, LiveBuckets.bucket4j());
        System.out.printf("%s\tHeadgate\t-\t%.1f%n", name, LiveBuckets.headgate());
        continue;
      }
      Map<String, SideBySide.Contestant> contestants =
          new LinkedHashMap<>(
              switch (name) {
                case "four-claims", "four-claims-2" -> new FourClaims().contestants();
                case "whole-road" -> new WholeRoad().contestants();
                case "replayed-road" -> new ReplayedRoad().contestants();
                case "counting" -> new CountingPage().contestants();
                case "pools" -> new Pools().contestants();
                case "routes" -> new RouteSearch().contestants();
                default -> throw new IllegalArgumentException("benchmark: " + name);
              });
      contestants.keySet().removeIf(contestant -> !contestant.contains(ONLY));
      sides
          .measure(contestants, name.endsWith("-2") ? 2 : 1)
          .forEach(
              (contestant, cost) ->
                  System.out.printf(
                      "%s\t%s\t%.1f\t%.0f%n", name, contestant, cost.nanos(), cost.bytes()));
    }
  }
}
