package dev.headgate.client.host;

import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.profile.Profiles;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** A process of its own that calls as often as it is told: folder, URL, calls. */
final class HostCaller {
  private HostCaller() {}

  public static void main(String[] arguments) throws Exception {
    URI uri = URI.create(arguments[1]);
    int calls = Integer.parseInt(arguments[2]);
    try (HostShares shares = HostShares.in(Path.of(arguments[0]));
        HeadgateClient client = HeadgateClient.of(Profiles.JAMA).shares(shares).build()) {
      for (int i = 0; i < calls; i++) {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        int status = client.send(request, BodyHandlers.ofString()).response().statusCode();
        if (status != 200) {
          System.exit(1);
        }
      }
    }
  }
}
