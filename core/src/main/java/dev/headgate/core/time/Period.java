package dev.headgate.core.time;

/** A rule that cuts time into consecutive windows: hours, days of a zone, billing months. */
public interface Period {
  /** The window that contains the instant. */
  Window at(long instant);

  /** The usual length in microseconds, for display and fields; a month counts 30 days. */
  long typicalLength();

  /** A stable name of kind and zone; a counter whose period changes its name starts anew. */
  String name();
}
