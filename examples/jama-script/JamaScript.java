import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.profile.Profiles;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Reads the items of an environment, as fast as it allows and no faster. */
class JamaScript {
  static List<String> pages(URI environment, String credential, int items) throws Exception {
    List<String> pages = new ArrayList<>();
    try (HeadgateClient client = HeadgateClient.of(Profiles.JAMA).build()) {
      for (int start = 0; start < items; start += 20) {
        URI page = environment.resolve("/rest/v1/items?startAt=" + start);
        HttpRequest get = HttpRequest.newBuilder(page).header("Authorization", credential).build();
        pages.add(client.send(get, BodyHandlers.ofString()).response().body());
      }
    }
    return pages;
  }
}
