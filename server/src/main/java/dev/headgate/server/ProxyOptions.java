package dev.headgate.server;

import java.time.Duration;
import java.util.List;

/**
 * What a courtesy proxy is told by whoever starts it.
 *
 * @param upstream URL of the API: http or https, a host, perhaps a path
 * @param profile name of the provider's profile
 * @param listen where it listens
 * @param waits how long things may take
 * @param bodies what is done with bodies
 */
public record ProxyOptions(
    String upstream, String profile, Listen listen, Waits waits, Bodies bodies) {
  /** Where it listens, and the most connections. */
  public record Listen(String host, int port, int connectionsMax) {}

  /** The longest wait in the queue, for the head of a response, and at the end. */
  public record Waits(Duration queue, Duration upstream, Duration drain) {}

  /**
   * What is done with bodies.
   *
   * @param revalidatedBytes of responses with an ETag that are kept in memory; 0 for none
   * @param members of JSON whose links to the upstream are rewritten
   */
  public record Bodies(long revalidatedBytes, List<String> members) {}
}
