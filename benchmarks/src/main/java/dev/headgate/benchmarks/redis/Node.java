package dev.headgate.benchmarks.redis;

import java.util.function.Consumer;

/** What is asked by one thread of callers; the answers may come on any thread, also at once. */
interface Node extends AutoCloseable {
  /** What came of a call. */
  enum Outcome {
    /** It was granted by the store, or by what this node holds of it. */
    GRANTED,
    /** It was over a limit. */
    REFUSED,
    /** Nobody knows: the store did not answer in time, or a bug did. */
    WRONG
  }

  /** Asks about the next call. */
  void ask(Consumer<Outcome> answer);

  @Override
  void close();
}
