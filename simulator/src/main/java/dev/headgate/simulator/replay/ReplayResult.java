package dev.headgate.simulator.replay;

import java.util.List;

/**
 * What became of a replay.
 *
 * @param reading what was read
 * @param decided calls that were decided
 * @param refused calls that were not allowed
 * @param late lines that came too late to be put in their place; they were not replayed
 * @param cutShort how often the sort window was cut short because too many calls waited
 * @param sensitivity refusals under each spread of equal stamps, the replay's own first
 * @param undecided limits that the log cannot decide
 * @param end whether everything was replayed
 * @param trouble what could not be written; empty where nothing
 */
public record ReplayResult(
    IntakeReading reading,
    long decided,
    long refused,
    NotReplayed late,
    long cutShort,
    List<ReplaySettings.Sensitivity> sensitivity,
    List<Undecided> undecided,
    End end,
    String trouble) {
  /** Why a replay ended. */
  public enum End {
    /** All was replayed. */
    WHOLE,
    /** Somebody stopped it. */
    STOPPED,
    /** What a witness keeps could not be written. */
    UNWRITABLE
  }

  public ReplayResult {
    sensitivity = List.copyOf(sensitivity);
    undecided = List.copyOf(undecided);
  }

  /** The same reading with the refusals of one engine, of which no other spread was tried. */
  public ReplayResult of(long refusedByOne) {
    return new ReplayResult(
        reading, decided, refusedByOne, late, cutShort, List.of(), undecided, end, trouble);
  }

  /** The same with another end. */
  public ReplayResult ended(End other) {
    return new ReplayResult(
        reading, decided, refused, late, cutShort, sensitivity, undecided, other, trouble);
  }

  /** The same of which a list could not be written whole. */
  public ReplayResult unwritable(String why) {
    return new ReplayResult(
        reading, decided, refused, late, cutShort, sensitivity, undecided, End.UNWRITABLE, why);
  }
}
