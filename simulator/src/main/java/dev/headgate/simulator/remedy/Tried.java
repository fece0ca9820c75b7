package dev.headgate.simulator.remedy;

/**
 * What one remedy did for one app.
 *
 * @param app the app
 * @param remedy that all limited apps took
 * @param before without it
 * @param after with it
 */
public record Tried(String app, Remedy remedy, State before, State after) {
  /**
   * What an app came to.
   *
   * @param calls that it made
   * @param points that it asked for
   * @param refused of its calls
   */
  public record State(long calls, long points, long refused) {}

  /** Points that it needed no longer to ask for. */
  public long saved() {
    return before.points() - after.points();
  }
}
