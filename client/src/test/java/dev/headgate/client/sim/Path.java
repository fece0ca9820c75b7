package dev.headgate.client.sim;

import java.util.random.RandomGenerator;

/**
 * The way between a client and a server.
 *
 * @param baseMicros one way, at least
 * @param jitterMicros evenly drawn and added
 */
public record Path(long baseMicros, long jitterMicros) {
  long once(RandomGenerator random) {
    return baseMicros + (jitterMicros > 0 ? random.nextLong(jitterMicros) : 0);
  }
}
