package dev.headgate.simulator.search;

import dev.headgate.simulator.replay.ReplayResult;
import java.util.List;

/**
 * What a search found. Immutable.
 *
 * @param reading what was read
 * @param counted of whom the share is meant
 * @param unit of the amount
 * @param outcome the amount, or why there is none
 * @param trials amounts in rising order: what was tried, or, told in one pass, what usual shares
 *     need
 * @param spool what became of the spool
 */
public record Answer(
    ReplayResult reading,
    Counted counted,
    String unit,
    Outcome outcome,
    List<Trial> trials,
    Spooled spool) {
  public Answer {
    trials = List.copyOf(trials);
  }

  /** The amount, or why there is none. */
  public sealed interface Outcome {
    /**
     * Nobody shares a counter, and what each needs was counted in one pass.
     *
     * @param amount the smallest
     * @param groups what the share needs in each group of apps, where there are groups
     */
    record Told(long amount, List<Group> groups) implements Outcome {
      public Told {
        groups = List.copyOf(groups);
      }
    }

    /** One less does not do, more is never worse: by halving. */
    record Bisected(long amount) implements Outcome {}

    /**
     * More can be worse, so amounts were tried all over.
     *
     * @param amount the smallest of those tried at which the share holds
     * @param safe the smallest of those tried from which on it holds at all
     * @param step the greatest distance of amounts tried below {@code safe}
     * @param monotone whether more was never worse in what was tried
     */
    record Scanned(long amount, long safe, long step, boolean monotone) implements Outcome {}

    /**
     * No amount does.
     *
     * @param most the greatest that the limit can have, or that was tried
     */
    record Impossible(long most) implements Outcome {}

    /** No call that could be read concerns the limit. */
    record Unconcerned() implements Outcome {}

    /** It was stopped before it was found. */
    record Stopped() implements Outcome {}
  }

  /** The smallest amount for a group of apps, of which there are so many. */
  public record Group(String name, long amount, long members) {}

  /**
   * What became of the spool.
   *
   * @param calls that were searched over; 0 where there was none
   * @param bytes on disk
   * @param full why it could not take all calls; empty where it could
   */
  public record Spooled(long calls, long bytes, String full) {
    /** There was none. */
    public static final Spooled NONE = new Spooled(0, 0, "");
  }
}
