package dev.headgate.simulator.mapping;

import dev.headgate.core.call.Call;

/**
 * One call of a log. Immutable.
 *
 * @param file number of its file, from 0
 * @param line number of its line, from 1
 * @param stamp when it began as the log has it, in microseconds
 * @param tick how long the stamp stands for, in microseconds: 1 s where the log has whole seconds
 * @param length how long it ran, in microseconds; 0 where the log does not say
 * @param charge what became of it
 * @param call the call
 */
public record LoggedCall(
    int file, long line, long stamp, long tick, long length, Charge charge, Call call) {
  /** How what a call took is corrected at its end. */
  public enum Charge {
    /** It cost what was taken. */
    AS_TAKEN,
    /** It cost nothing in the end, by the policy's table of charges. */
    NOTHING
  }
}
