package dev.headgate.benchmarks.redis;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Decisions over a Redis beside INCR, Bucket4j and each other, all in one run of about two minutes
 * on a server of its own.
 */
public final class RedisRates {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final double SECONDS = Double.parseDouble(System.getProperty("seconds", "1.2"));

  /** Rounds that do not count. */
  private static final int WARMUPS = Integer.getInteger("warmups", 2);

  private static final int STORE_DEPTH = 256;
  private static final int CALLERS = 64;

  private RedisRates() {}

  /**
   * Runs all rows and prints them.
   *
   * @param json whether as one JSON object instead of a table
   */
  public static void run(boolean json) throws IOException {
    double before = load();
    try (RedisProcess server = RedisProcess.start()) {
      List<Row> rows = rows(server);
      Report.Load load = new Report.Load(before, load());
      Report report = new Report(server.version(), ROUNDS, SECONDS, load, rows);
      System.out.println(json ? report.json() : report.table());
    }
  }

  /** The slowest calls come last, when what they share with the others is compiled. */
  private static List<Row> rows(RedisProcess server) {
    Contest.Turns turns = new Contest.Turns(WARMUPS, ROUNDS);
    Row hotKey = HotKeyRow.measured(server, Round.Load.ofThreads(CALLERS, SECONDS), turns);
    Row leased = LeasedRow.measured(server, Round.Load.ofOneThread(CALLERS, SECONDS), turns);
    Contest.Turns more = new Contest.Turns(2 * WARMUPS, ROUNDS);
    Row fourClaims =
        FourClaimsRow.measured(server, Round.Load.ofOneThread(STORE_DEPTH, SECONDS), more);
    return List.of(fourClaims, hotKey, leased);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
