package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;

/** All partitions of a store. Safe for all threads. */
public interface Partitions extends AutoCloseable {
  /** A partition by its number. */
  Partition get(int number);

  /** The numbers of the partitions in which something is due; bounded. */
  void due(long now, Answer<java.util.List<Integer>> answer);

  /** Has something done soon, on a thread that may not be waited on. */
  void later(long micros, Runnable what);

  /** A serial number that no other holder has. */
  long nextSerial();

  @Override
  void close();
}
