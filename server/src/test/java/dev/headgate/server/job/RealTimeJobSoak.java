package dev.headgate.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.listen.Listener;
import dev.headgate.client.profile.Profiles;
import dev.headgate.core.time.SystemTime;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.serving.FakeServer;
import java.io.BufferedReader;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job of 500 calls in real time, before a fake that takes ten in any second: only {@code
 * tools/soak} runs it, because it takes a minute and looks at the clock.
 */
@Timeout(180)
class RealTimeJobSoak {
  private static final int CALLS = 500;

  /** Ten in any second: the last ten can be made after 49 s. */
  private static final double LAWFUL_SECONDS = CALLS / 10.0 - 1;

  @TempDir Path folder;

  private final List<Served> seen = Collections.synchronizedList(new ArrayList<>());

  private FakeServer fake() {
    return FakeServer.start(
        FakeProfile.named("jama").withRate(RateForm.perSecond(RateForm.Kind.SLIDING, 10)),
        ProviderSettings.USUAL,
        new FakeServer.Place(SystemTime.startingAt(0), 0, 1, seen::add));
  }

  @Test
  void aJobEndsInTheShortestLawfulTimeWithoutAFailedCall() throws Exception {
    JobSettings settings =
        new JobSettings(
            Profiles.JAMA,
            HttpClient.newHttpClient(),
            Map.of(),
            16,
            new JobSettings.Terms("app", call -> 1, Listener.NONE));
    String lines =
        IntStream.range(0, CALLS)
            .mapToObj(i -> "GET /items/" + i)
            .collect(Collectors.joining("\n"));

    try (FakeServer fake = fake();
        Journal journal = Journal.open(folder.resolve("journal"), "sha256:1")) {
      JobSummary summary =
          new JobRun(settings, journal, answer -> {})
              .run(new BufferedReader(new StringReader(lines)), new JobReader(fake.uri("/")));

      assertThat(summary.isWell()).isTrue();
      assertThat(summary.byStatus()).isEqualTo(Map.of(200, (long) CALLS));
      assertThat(fake.tally().refused()).isZero();
      double seconds = (seen.getLast().at() - seen.getFirst().at()) / 1e6;
      assertThat(seconds).isBetween(LAWFUL_SECONDS, LAWFUL_SECONDS * 1.02);
    }
  }

  @Test
  void aScriptThatKnowsNothingOfLimitsLosesMostOfItsCalls() throws Exception {
    try (FakeServer fake = fake();
        HttpClient http = HttpClient.newHttpClient()) {
      int failed = 0;
      for (int i = 0; i < CALLS; i++) {
        HttpRequest call = HttpRequest.newBuilder(fake.uri("/items/" + i)).build();
        failed += http.send(call, BodyHandlers.discarding()).statusCode() == 200 ? 0 : 1;
      }

      assertThat(failed).isGreaterThan(CALLS / 2);
      assertThat(fake.tally().refused()).isEqualTo(failed);
    }
  }
}
