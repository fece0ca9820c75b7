package dev.headgate.server.scripts;

/**
 * Sums of requests of a script.
 *
 * @param made what was made of them
 * @param turnedAway requests that the proxy answered with 429 instead of queueing them longer
 * @param avoided requests that were answered without being sent, because an equal one was
 * @param left requests whose caller left before the answer
 * @param waitedMicros how long they waited to be sent, in all
 */
public record Counts(Made made, long turnedAway, long avoided, long left, long waitedMicros) {
  /** None. */
  public static final Counts NONE = new Counts(new Made(0, 0, 0), 0, 0, 0, 0);

  /**
   * What was made of the requests.
   *
   * @param calls requests that ended
   * @param sent how often one of them was sent to the upstream, repetitions included
   * @param refused how often the upstream refused one
   */
  public record Made(long calls, long sent, long refused) {
    Made plus(Made other) {
      return new Made(calls + other.calls, sent + other.sent, refused + other.refused);
    }
  }

  /** The sum of both. */
  public Counts plus(Counts other) {
    return new Counts(
        made.plus(other.made),
        turnedAway + other.turnedAway,
        avoided + other.avoided,
        left + other.left,
        waitedMicros + other.waitedMicros);
  }
}
