package dev.headgate.benchmarks;

import dev.headgate.client.host.HostShares;
import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.profile.Profiles;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** A process that calls as fast as it may, and shares with others of its host: folder and URL. */
final class HostCaller {
  private HostCaller() {}

  public static void main(String[] arguments) throws Exception {
    URI uri = URI.create(arguments[1]);
    try (HostShares shares = HostShares.in(Path.of(arguments[0]));
        HeadgateClient client = HeadgateClient.of(Profiles.JAMA).shares(shares).build()) {
      while (!Thread.interrupted()) {
        var _ = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      }
    }
  }
}
