package dev.headgate.benchmarks;

import dev.headgate.client.host.HostShares;
import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.share.Shares;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.share.RedisShares;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/**
 * A process that calls as fast as it may and shares with others. Its arguments: a folder of the
 * host or the URL of a Redis, and the URL to call.
 */
final class HostCaller {
  private HostCaller() {}

  public static void main(String[] arguments) throws Exception {
    URI uri = URI.create(arguments[1]);
    if (arguments[0].startsWith("redis")) {
      try (RedisShares shares = RedisShares.open(SystemTime.steady(), arguments[0])) {
        call(shares, uri);
      }
    } else {
      try (HostShares shares = HostShares.in(Path.of(arguments[0]))) {
        call(shares, uri);
      }
    }
  }

  private static void call(Shares shares, URI uri) throws Exception {
    try (HeadgateClient client = HeadgateClient.of(Profiles.JAMA).shares(shares).build()) {
      while (!Thread.interrupted()) {
        var _ = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      }
    }
  }
}
