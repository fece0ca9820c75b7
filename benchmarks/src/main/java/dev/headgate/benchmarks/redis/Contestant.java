package dev.headgate.benchmarks.redis;

import java.util.List;
import java.util.function.Function;

/**
 * One way of doing what a row is about.
 *
 * @param name in the table
 * @param opening its nodes, given where the server listens; each is asked by a thread of its own
 */
record Contestant(String name, Function<String, List<Node>> opening) {
  /** One with a single node. */
  static Contestant alone(String name, Function<String, Node> opening) {
    return new Contestant(name, url -> List.of(opening.apply(url)));
  }
}
