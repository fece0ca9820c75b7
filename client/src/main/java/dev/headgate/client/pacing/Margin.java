package dev.headgate.client.pacing;

/**
 * How much longer we wait than we were told, because no two clocks run alike. A clock that is
 * disciplined by NTP is slewed by at most 500 parts in a million; ours may be fast by that and the
 * server's slow. Stateless.
 */
public final class Margin {
  /** One part in so many. */
  public static final long PARTS = 1_000;

  private Margin() {}

  /** The wait with its margin. */
  public static long on(long waitMicros) {
    return waitMicros + Math.ceilDiv(waitMicros, PARTS) + 1;
  }
}
