package dev.headgate.benchmarks.redis;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What came of one contestant's turn.
 *
 * @param perSecond calls answered
 * @param p50Micros how long half of the calls took at most
 * @param p99Micros how long 99 % of the calls took at most
 * @param redisMicros processor time of the server for a call
 * @param clientMicros processor time of this process for a call, the callers' own included
 * @param refused calls over the limit
 */
record Round(
    double perSecond,
    double p50Micros,
    double p99Micros,
    double redisMicros,
    double clientMicros,
    int refused) {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * How much is asked of each node.
   *
   * @param threads that ask
   * @param depth calls of each that are under way; 1 where each caller is a thread that waits
   * @param seconds how long they ask
   */
  record Load(int threads, int depth, double seconds) {
    /** Callers that one thread asks for. */
    static Load ofOneThread(int callers, double seconds) {
      return new Load(1, callers, seconds);
    }

    /** Callers of which each is a thread. */
    static Load ofThreads(int callers, double seconds) {
      return new Load(callers, 1, seconds);
    }
  }

  /** Has the nodes of a contestant asked. */
  static Round of(Contestant contestant, RedisProcess server, Load load) {
    server.empty();
    List<Node> nodes = contestant.opening().apply(server.url());
    try {
      double redis = server.cpuMicros();
      long client = PROCESS.getProcessCpuTime();
      long begin = System.nanoTime();
      List<Callers> callers = asked(nodes, load, begin);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double clientMicros = (PROCESS.getProcessCpuTime() - client) / 1e3;
      double redisMicros = server.cpuMicros() - redis;
      return of(contestant, callers, seconds, redisMicros, clientMicros);
    } finally {
      nodes.forEach(Node::close);
    }
  }

  private static List<Callers> asked(List<Node> nodes, Load load, long begin) {
    List<Callers> callers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long end = begin + (long) (load.seconds() * 1e9);
    for (Node node : nodes) {
      for (int i = 0; i < load.threads(); i++) {
        Callers own = new Callers(node, load.depth(), end);
        callers.add(own);
        threads.add(Thread.ofPlatform().name("callers-" + i).start(own));
      }
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException("interrupted while measuring", stopped);
      }
    }
    return callers;
  }

  private static Round of(
      Contestant contestant,
      List<Callers> callers,
      double seconds,
      double redisMicros,
      double clientMicros) {
    int wrong = callers.stream().mapToInt(Callers::wrong).sum();
    long[] nanos = callers.stream().flatMapToLong(own -> LongStream.of(own.nanos())).toArray();
    if (wrong > 0) {
      throw new IllegalStateException(
          contestant.name() + ": " + wrong + " of " + nanos.length + " calls (expected: 0 wrong)");
    }
    Arrays.sort(nanos);
    return new Round(
        nanos.length / seconds,
        nanos[nanos.length / 2] / 1e3,
        nanos[(int) (nanos.length * 0.99)] / 1e3,
        redisMicros / nanos.length,
        clientMicros / nanos.length,
        callers.stream().mapToInt(Callers::refused).sum());
  }
}
