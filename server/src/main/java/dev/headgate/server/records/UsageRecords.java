package dev.headgate.server.records;

import java.util.List;
import java.util.Set;

/** Sums of what was used, by hour. Safe for all threads. */
public interface UsageRecords {
  /** By what sums can be told apart when they are read. */
  enum Part {
    /** The hour. */
    HOUR,
    /** The tenant. */
    TENANT,
    /** The app. */
    APP,
    /** The operation. */
    OPERATION
  }

  /**
   * Hours to read.
   *
   * @param from first instant, in microseconds
   * @param until first instant after them
   */
  record Span(long from, long until) {}

  /**
   * Adds a batch, all or nothing, and only once: a batch with the number of an earlier one of its
   * node, or a lower one, changes nothing.
   *
   * @return whether it was added now
   * @throws RecordsUnavailable where the database does not take it now; it is to be sent again
   */
  boolean add(UsageBatch batch);

  /**
   * The sums of hours that begin within a span, told apart by the parts and in their order; other
   * parts are empty, or 0 for the hour.
   *
   * @param most how many lines at most; further ones are left out
   * @throws RecordsUnavailable where the database does not answer
   */
  List<UsageLine> read(Span span, Set<Part> parts, int most);

  /**
   * Deletes the oldest hour that began before an instant, and batch numbers of nodes that were last
   * heard of before it.
   *
   * @return how many lines that were; 0 where there is no such hour
   * @throws RecordsUnavailable where the database does not do it
   */
  int forgetOldest(long before);
}
