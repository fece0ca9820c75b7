package dev.headgate.client.share;

/**
 * The places of one declared rate. Instants are microseconds since the epoch, by the clock of the
 * governor, and never go back.
 */
public interface Slots {
  /** Not before something else happens: all places are taken by calls under way. */
  long NEVER = Long.MAX_VALUE;

  /** From when on a place is free; {@link #NEVER} if only a response can free one. */
  long opensAt(long now);

  /** Takes a place that is free now, and returns its number. */
  int take(long now);

  /** The call that took a place was answered, or failed. */
  void answered(int slot, long now);

  /** How long one more call in the queue makes the queue, in the long run. */
  long intervalMicros();
}
