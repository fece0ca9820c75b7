package dev.headgate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.http.Answer;
import dev.headgate.client.http.CallOptions;
import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.retry.Backoff;
import dev.headgate.client.retry.RetryRules;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.provider.Trouble;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fake over real sockets, before the real client. */
@Timeout(120)
class FakeProviderTest {
  private static final Profile QUICK =
      Profiles.GENERIC.withRetry(
          new RetryRules(new Backoff.Exponential(1_000, 20_000, true), 6, 60_000_000, true, false));

  @RegisterExtension final FakeProvider jama = FakeProvider.of("jama");

  private final HttpClient plain = HttpClient.newHttpClient();

  private HttpResponse<String> get(FakeProvider provider, String target) throws Exception {
    return plain.send(
        HttpRequest.newBuilder(provider.uri(target)).build(), BodyHandlers.ofString());
  }

  @Test
  void aJobOfRealCallsIsNeverRefusedAndNoneFails() throws Exception {
    try (HeadgateClient client = HeadgateClient.of(Profiles.JAMA).build()) {
      List<HttpRequest> requests = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        requests.add(HttpRequest.newBuilder(jama.uri("/rest/v1/items/" + i)).build());
      }

      List<Answer<String>> answers =
          client.sendAll(requests, BodyHandlers.ofString(), CallOptions.USUAL);

      assertThat(answers).allMatch(answer -> answer.response().statusCode() == 200);
      assertThat(jama.tally().refused()).isZero();
      assertThat(jama.tally().calls()).isEqualTo(120);
    }
  }

  @Test
  void aScriptThatKnowsNothingDiesAtItsEleventhCall() throws Exception {
    int done = 0;
    while (get(jama, "/rest/v1/items/" + done).statusCode() == 200 && done < 1_000) {
      done++;
    }

    assertThat(done).as("calls of the first second and perhaps a few more").isLessThan(1_000);
    assertThat(jama.tally().refusedBy()).containsOnlyKeys("environment");
  }

  @Test
  void aVirtualClockStandsUntilItIsMoved() throws Exception {
    try (FakeProvider hour =
        FakeProvider.of("jama").virtualFrom(Instant.parse("2026-03-26T15:59:59Z")).start()) {
      for (int i = 0; i < 10; i++) {
        assertThat(get(hour, "/a").statusCode()).isEqualTo(200);
      }

      assertThat(get(hour, "/a").statusCode()).isEqualTo(429);
      hour.advance(Duration.ofSeconds(1));

      HttpResponse<String> next = get(hour, "/a");
      assertThat(next.statusCode()).isEqualTo(200);
      assertThat(next.headers().firstValue("Date")).contains("Thu, 26 Mar 2026 16:00:00 GMT");
    }
  }

  @Test
  void anAppOfTwentyOriginsHasOnePool() throws Exception {
    try (FakeProvider sites =
        FakeProvider.of("atlassian")
            .virtualFrom(Instant.parse("2026-03-26T16:00:00Z"))
            .origins(20)
            .start()) {
      String last = "";
      for (int origin = 0; origin < 20; origin++) {
        HttpRequest page =
            HttpRequest.newBuilder(sites.uri(origin, "/rest/api/3/search?maxResults=50")).build();
        last =
            plain
                .send(page, BodyHandlers.ofString())
                .headers()
                .firstValue("RateLimit")
                .orElseThrow();
      }

      assertThat(last).startsWith("\"global-app-quota\";r=" + (65_000 - 20 * 51));
    }
  }

  @Test
  void aBodyThatBreaksOffIsNotTakenForWhole() throws Exception {
    try (FakeProvider breaking = FakeProvider.of("generic").with(Trouble.CUT_IN_BODY, 1).start();
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest post =
          HttpRequest.newBuilder(breaking.uri("/a")).POST(BodyPublishers.ofString("{}")).build();

      Answer<String> answer = client.send(post, BodyHandlers.ofString());

      assertThat(answer).isInstanceOf(Answer.OutcomeUnknown.class);
      assertThat(breaking.committed()).hasSize(1);
    }
  }

  @Test
  void aRedirectToAnotherOriginTakesNoCredentialsThere() throws Exception {
    try (FakeProvider moving = FakeProvider.of("generic").with(Trouble.REDIRECT, 1).start();
        HeadgateClient client = HeadgateClient.of(QUICK).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(moving.uri("/a")).header("Authorization", "Bearer secret").build();

      Answer<String> answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.response().statusCode()).isEqualTo(200);
      assertThat(moving.seen()).hasSize(2);
      assertThat(moving.seen().get(0).asked().field("authorization")).isEqualTo("Bearer secret");
      assertThat(moving.seen().get(1).asked().field("authorization")).isNull();
      assertThat(moving.seen().get(1).verdict()).isEqualTo(Served.Verdict.CARRIED_OUT);
    }
  }
}
