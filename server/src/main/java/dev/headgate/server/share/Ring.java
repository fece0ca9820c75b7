package dev.headgate.server.share;

import dev.headgate.client.profile.Rate;

/**
 * The places of one rate, as one member sees them.
 *
 * @param name by which all members know it
 * @param member who sees it
 * @param rate how many places, and how long each rests
 */
record Ring(String name, String member, Rate rate) {
  /** How long after a response its place is free. */
  long window() {
    return rate.windowMicros() + 1;
  }

  /** At what distance places come free, where all are used. */
  long interval() {
    return Math.ceilDiv(window(), rate.count());
  }
}
