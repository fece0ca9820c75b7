package dev.headgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.listen.Follower;
import dev.headgate.client.listen.Note;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.profile.Rate;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those need who hand answers on, and who pays for a request that several share. */
@Timeout(60)
class RelayingClientTest {

  @Test
  void aRedirectIsTheAnswer() throws Exception {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 302, "Location", "/other", ""));
        HeadgateClient client = HeadgateClient.of(Profiles.GENERIC).relaying().build()) {

      HttpResponse<String> response =
          client.send(api.get("/items"), BodyHandlers.ofString()).response();

      assertThat(response.statusCode()).isEqualTo(302);
      assertThat(api.seen()).containsExactly("GET /items");
    }
  }

  @Test
  void aServerErrorOfACallThatIsNotRepeatedIsTheAnswer() throws Exception {
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 500, "what went wrong"));
        HeadgateClient client = HeadgateClient.of(Profiles.GENERIC).relaying().build()) {

      HttpResponse<String> response =
          client
              .send(
                  api.request("/items").POST(BodyPublishers.ofString("{}")).build(),
                  BodyHandlers.ofString())
              .response();

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("what went wrong");
      assertThat(api.seen()).hasSize(1);
    }
  }

  @Test
  void ofThoseWhoShareARequestTheFirstPays() throws Exception {
    Profile one = Profiles.ofRate(Rate.safe(1, 1), Attribute.ORIGIN);
    List<String> sent = new CopyOnWriteArrayList<>();
    try (FakeApi api = new FakeApi(e -> FakeApi.reply(e, 200, "same"));
        HeadgateClient client = HeadgateClient.of(one).build()) {
      client.send(api.get("/first"), BodyHandlers.ofString());

      CompletableFuture<Answer<String>> first =
          client.sendAsync(
              api.get("/same"), BodyHandlers.ofString(), CallOptions.USUAL, notes("first", sent));
      CompletableFuture<Answer<String>> second =
          client.sendAsync(
              api.get("/same"), BodyHandlers.ofString(), CallOptions.USUAL, notes("second", sent));

      assertThat(first.get().response().body()).isEqualTo("same");
      assertThat(second.get().response().body()).isEqualTo("same");
      assertThat(sent).containsExactly("first true", "second false");
    }
  }

  private static Follower notes(String name, List<String> sent) {
    return (note, pays) -> {
      if (note instanceof Note.Sent) {
        sent.add(name + " " + pays);
      }
    };
  }
}
