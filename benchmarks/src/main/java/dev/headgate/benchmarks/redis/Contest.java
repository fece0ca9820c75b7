package dev.headgate.benchmarks.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rounds of contestants in turns, so that a slow minute of the machine is one of them all. */
final class Contest {
  private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

  /**
   * How many rounds each contestant has.
   *
   * @param warmups go before those that count, for the compiler
   * @param counted those that count
   */
  record Turns(int warmups, int counted) {}

  /** Holds it. */
  Contest(List<Contestant> contestants, RedisProcess server, Round.Load load, Turns turns) {
    for (int round = 0; round < turns.warmups() + turns.counted(); round++) {
      for (Contestant contestant : contestants) {
        Round found = Round.of(contestant, server, load);
        if (round >= turns.warmups()) {
          rounds.computeIfAbsent(contestant.name(), name -> new ArrayList<>()).add(found);
        }
      }
    }
  }

  /** The medians of each contestant, in their order. */
  List<Row.Line> lines() {
    List<Row.Line> lines = new ArrayList<>();
    rounds.forEach(
        (name, own) ->
            lines.add(
                new Row.Line(
                    name,
                    new Round(
                        median(own, Round::perSecond),
                        median(own, Round::p50Micros),
                        median(own, Round::p99Micros),
                        median(own, Round::redisMicros),
                        median(own, Round::clientMicros),
                        (int) median(own, Round::refused)))));
    return lines;
  }

  /** The median, over the rounds, of one contestant's figure divided by another's of that round. */
  double ratio(String of, String by, ToDoubleFunction<Round> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rounds(of).size(); i++) {
      ratios.add(figure.applyAsDouble(rounds(of).get(i)) / figure.applyAsDouble(rounds(by).get(i)));
    }
    return median(ratios, Double::doubleValue);
  }

  private List<Round> rounds(String name) {
    return rounds.getOrDefault(name, List.of());
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
