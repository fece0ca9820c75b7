package dev.headgate.server.job;

/** What a line of a job is. */
public sealed interface JobLine {
  /** A call. */
  record Wanted(JobCall call) implements JobLine {}

  /** Nothing: an empty line or a comment. */
  record Nothing() implements JobLine {}

  /**
   * No call.
   *
   * @param problem with the number of the line, what was found and what is expected
   */
  record Wrong(String problem) implements JobLine {}
}
