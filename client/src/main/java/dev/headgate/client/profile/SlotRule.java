package dev.headgate.client.profile;

/** When a place under a declared rate is free again. */
public enum SlotRule {
  /**
   * One window after the response. The server counted the call between its sending and its answer,
   * so whatever the server's window is (sliding, aligned to the second, a bucket) it never sees
   * more than the count in one: the rule to use where the window is unknown.
   */
  AFTER_RESPONSE,
  /**
   * At the steady rate, with half the count as a burst: for a server that is known to keep a
   * bucket, which evens out the jitter of the way.
   */
  STEADY
}
