package dev.headgate.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.client.listen.Listener;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.retry.Backoff;
import dev.headgate.client.retry.RetryRules;
import dev.headgate.core.time.SystemTime;
import dev.headgate.testkit.provider.Commit;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.provider.Trouble;
import dev.headgate.testkit.provider.Troubles;
import dev.headgate.testkit.serving.FakeServer;
import java.io.BufferedReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
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

/** Jobs before a fake provider, in one process. */
@Timeout(120)
class JobRunTest {
  private static final Profile QUICK =
      Profiles.GENERIC.withRetry(
          new RetryRules(new Backoff.Exponential(1_000, 20_000, true), 6, 60_000_000, true, false));

  @TempDir Path folder;

  private final List<Served> seen = Collections.synchronizedList(new ArrayList<>());
  private final List<JobAnswer> answers = Collections.synchronizedList(new ArrayList<>());

  private FakeServer fake(Troubles troubles) {
    return FakeServer.start(
        FakeProfile.named("generic"),
        ProviderSettings.USUAL.withSeed(7).withTroubles(troubles),
        new FakeServer.Place(SystemTime.startingAt(0), 0, 1, seen::add));
  }

  private JobSummary run(FakeServer fake, String lines) throws Exception {
    return run(fake.uri("/"), lines);
  }

  private JobSummary run(URI base, String lines) throws Exception {
    JobSettings settings =
        new JobSettings(
            QUICK,
            HttpClient.newHttpClient(),
            Map.of("Authorization", "Bearer secret-of-user-17"),
            8,
            new JobSettings.Terms("app", call -> 1, Listener.NONE));
    try (Journal journal = Journal.open(folder.resolve("journal"), "sha256:1")) {
      return new JobRun(settings, journal, answers::add)
          .run(new BufferedReader(new StringReader(lines)), new JobReader(base));
    }
  }

  private static String posts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"method\":\"POST\",\"url\":\"/orders/%d\",\"body\":\"x\"}".formatted(i))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void everyCallIsMadeOnceHoweverOftenTheJobIsRun() throws Exception {
    try (FakeServer fake = fake(Troubles.NONE)) {
      JobSummary first = run(fake, posts(40) + "\nGET /items\n\n# done\n");
      JobSummary second = run(fake, posts(40) + "\nGET /items\n\n# done\n");

      assertThat(first.isWell()).isTrue();
      assertThat(first.byStatus()).containsExactlyInAnyOrderEntriesOf(Map.of(201, 40L, 200, 1L));
      assertThat(second.before()).isEqualTo(41);
      assertThat(second.answered()).isZero();
      assertThat(fake.committed()).hasSize(40);
      assertThat(answers).hasSize(41);
    }
  }

  @Test
  void credentialsGoToTheProviderAndNeitherTheyNorLineNumbersGoAnywhereElse() throws Exception {
    try (FakeServer fake = fake(Troubles.NONE)) {
      run(fake, "POST /a");

      assertThat(seen.getFirst().asked().field("authorization"))
          .isEqualTo("Bearer secret-of-user-17");
      assertThat(seen.getFirst().asked().fields()).doesNotContainKey("headgate-job-line");
      assertThat(Files.readString(folder.resolve("journal"))).doesNotContain("secret");
    }
  }

  @Test
  void whatWasSentWithoutAnAnswerIsReportedAndNeverSentAgain() throws Exception {
    Troubles cutting = Troubles.NONE.with(Trouble.CUT_AFTER_COMMIT, 0.3);
    try (FakeServer fake = fake(cutting)) {
      JobSummary first = run(fake, posts(60));
      JobSummary second = run(fake, posts(60));

      List<String> committed = fake.committed().stream().map(Commit::target).toList();
      assertThat(committed).hasSize(60).doesNotHaveDuplicates();
      assertThat(first.unknown()).isNotEmpty();
      assertThat(second.unknown()).isEqualTo(first.unknown());
      assertThat(first.answered() + first.unknown().size()).isEqualTo(60);
      assertThat(first.isWell()).isFalse();
    }
  }

  @Test
  void refusedCallsAreMadeInTheEnd() throws Exception {
    try (FakeServer fake = fake(Troubles.NONE.with(Trouble.REFUSES, 0.2))) {
      JobSummary summary = run(fake, posts(30));

      assertThat(summary.answered() + summary.left().size()).isEqualTo(30);
      assertThat(fake.committed()).hasSize((int) summary.answered());
      assertThat(summary.unknown()).isEmpty();
    }
  }

  @Test
  void linesThatAreNoCallsAreProblemsAndTheOthersAreMade() throws Exception {
    try (FakeServer fake = fake(Troubles.NONE)) {
      JobSummary summary = run(fake, "GET /a\nnonsense\n{\"url\":1");

      assertThat(summary.problems()).hasSize(2);
      assertThat(summary.answered()).isEqualTo(1);
      assertThat(summary.isWell()).isFalse();
    }
  }

  @Test
  void moreThanTheBoundWithoutAnAnswerEndsTheRunEarly() throws Exception {
    URI gone;
    try (FakeServer fake = fake(Troubles.NONE)) {
      gone = fake.uri("/");
    }

    JobSummary summary = run(gone, posts(JobRun.TROUBLE_MAX + 200));

    assertThat(summary.lines()).isBetween(JobRun.TROUBLE_MAX + 1L, JobRun.TROUBLE_MAX + 50L);
  }

  @Test
  void callsAtATimeAreBounded() {
    JobSettings.Terms terms = new JobSettings.Terms("app", call -> 1, Listener.NONE);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new JobSettings(QUICK, HttpClient.newHttpClient(), Map.of(), 1_001, terms))
        .withMessage("inFlight: 1001 (expected: 1 to 1000)");
  }

  @Test
  void aProviderThatIsGoneLeavesEverythingForLater() throws Exception {
    URI gone;
    try (FakeServer fake = fake(Troubles.NONE)) {
      gone = fake.uri("/");
    }

    JobSummary summary = run(gone, posts(3));

    assertThat(summary.left()).hasSize(3);
    assertThat(summary.unknown()).isEmpty();
  }
}
