package dev.headgate.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a courtesy proxy is told by whoever starts it.
 *
 * @param api before which API it stands, and with whom
 * @param listen where it listens
 * @param waits how long things may take
 * @param bodies what is done with bodies
 */
public record ProxyOptions(Api api, Listen listen, Waits waits, Bodies bodies) {
  /**
   * Before which API it stands.
   *
   * @param upstream its URL: http or https, a host, perhaps a path
   * @param profile name of the provider's profile
   * @param shared through what proxies and programs keep the declared rates of the profile
   *     together: a folder for those of this host, a URL of Redis for those of several; null if it
   *     shares with nobody
   * @param issuers certificates in PEM that may issue that of the Redis, or null for those that
   *     Java trusts
   */
  public record Api(
      String upstream, String profile, @Nullable String shared, @Nullable Path issuers) {}

  /** Where it listens, and the most connections. */
  public record Listen(String host, int port, int connectionsMax) {}

  /** The longest wait in the queue, for the head of a response, and at the end. */
  public record Waits(Duration queue, Duration upstream, Duration drain) {}

  /**
   * What is done with bodies.
   *
   * @param revalidatedBytes of responses with an ETag that are kept in memory; 0 for none
   * @param members of JSON whose links to the upstream are rewritten
   * @param declared whether those are too that the profile declares
   */
  public record Bodies(long revalidatedBytes, List<String> members, boolean declared) {}
}
