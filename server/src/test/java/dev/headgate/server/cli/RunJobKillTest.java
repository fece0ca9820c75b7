package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.SystemTime;
import dev.headgate.testkit.provider.Commit;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.provider.Trouble;
import dev.headgate.testkit.provider.Troubles;
import dev.headgate.testkit.serving.FakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job whose process is killed in the middle, twice, and run to its end. */
@Timeout(300)
class RunJobKillTest {
  private static final int CALLS = 240;

  @TempDir Path folder;

  private volatile CountDownLatch enough = new CountDownLatch(0);

  @Test
  void killedInTheMiddleAJobIsFinishedAndNoCallIsMadeTwice() throws Exception {
    Path job = folder.resolve("job.jsonl");
    Files.writeString(
        job,
        IntStream.range(0, CALLS)
            .mapToObj(
                i -> "{\"method\":\"POST\",\"url\":\"/orders/%d\",\"body\":\"x\"}".formatted(i))
            .collect(Collectors.joining("\n")));
    FakeProfile fast =
        FakeProfile.named("generic")
            .withRate(new RateForm(RateForm.Kind.BUCKET, 100_000, "minute"));
    Troubles late = Troubles.NONE.with(Trouble.JITTER, 1);
    try (FakeServer fake =
        FakeServer.start(
            fast,
            ProviderSettings.USUAL.withTroubles(late),
            new FakeServer.Place(SystemTime.startingAt(0), 0, 1, this::saw))) {
      int killed = 0;
      for (int calls : List.of(60, 90)) {
        enough = new CountDownLatch(calls);
        try (HeadgateProcess run = run(job, fake)) {
          assertThat(enough.await(100, TimeUnit.SECONDS)).as("%d calls", calls).isTrue();
          killed += run.kill() == 137 ? 1 : 0;
        }
      }

      String summary;
      try (HeadgateProcess run = run(job, fake)) {
        summary = run.readTo("}");
        assertThat(run.exitCode()).as("exit code: unknown lines are problems").isEqualTo(1);
      }

      assertThat(killed).isEqualTo(2);
      Set<String> committed = new HashSet<>();
      for (Commit commit : fake.committed()) {
        assertThat(committed.add(commit.target())).as("%s twice", commit.target()).isTrue();
      }
      long unknown = numbers(summary);
      assertThat(unknown).isBetween(1L, 32L);
      assertThat(committed.size()).isBetween(CALLS - (int) unknown, CALLS);
      assertThat(summary).contains("\"left\" : [ ]", "\"lines\" : " + CALLS);
    }
  }

  private void saw(Served served) {
    enough.countDown();
  }

  private static HeadgateProcess run(Path job, FakeServer fake) throws Exception {
    return HeadgateProcess.startUnpacked(
        "run-job", job.toString(), "--base", fake.uri("/").toString(), "--quiet", "--json");
  }

  /** How many lines the summary calls unknown. */
  private static long numbers(String summary) {
    Matcher list = Pattern.compile("\"unknown\" : \\[([^]]*)]").matcher(summary);
    assertThat(list.find()).as(summary).isTrue();
    return Pattern.compile("\\d+").matcher(list.group(1)).results().count();
  }
}
