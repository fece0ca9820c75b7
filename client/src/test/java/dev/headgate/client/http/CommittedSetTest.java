package dev.headgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import dev.headgate.client.profile.Dialect;
import dev.headgate.client.profile.Learning;
import dev.headgate.client.profile.PacingRules;
import dev.headgate.client.profile.Profile;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is done twice, and nothing is said to be done that is not. */
@Timeout(300)
@Tag("seeded")
class CommittedSetTest {
  private static final int POSTS = 1_000;

  /** A server that refuses by chance teaches no rate. */
  private static final Profile UNPACED =
      new Profile(
          "unpaced",
          List.of(),
          Learning.BY_CREDENTIAL,
          Dialect.of(),
          new Profile.Conduct(
              HeadgateClientTest.QUICK.conduct().retry(), new PacingRules(50, false, 10)));

  @Test
  void aThousandPostsLeaveExactlyTheCommittedSet() {
    Seeds.check(1, CommittedSetTest::postAll);
  }

  /** The server refuses, cuts before and after it commits, fails, and ignores keys. */
  private static void postAll(RandomGenerator random) {
    List<String> committed = Collections.synchronizedList(new ArrayList<>());
    FakeApi.Handler nasty =
        e -> {
          int how;
          synchronized (random) {
            how = random.nextInt(10);
          }
          String id = e.getRequestURI().getPath();
          e.getRequestBody().readAllBytes();
          if (how < 3) {
            FakeApi.reply(e, how == 0 ? 503 : 429, "Retry-After", "0", "");
            return;
          }
          if (how != 3) {
            committed.add(id);
          }
          if (how == 5) {
            FakeApi.reply(e, 500, "");
          } else if (how > 5) {
            FakeApi.reply(e, 201, id);
          }
        };
    try (FakeApi api = new FakeApi(nasty);
        HeadgateClient client = HeadgateClient.of(UNPACED).build()) {
      List<CompletableFuture<Answer<String>>> answers = new ArrayList<>();
      for (int i = 0; i < POSTS; i++) {
        HttpRequest post =
            api.request("/orders/" + i)
                .header("Idempotency-Key", "key-" + i)
                .POST(BodyPublishers.ofString("order"))
                .build();
        answers.add(
            client.sendAsync(
                post,
                BodyHandlers.ofString(),
                CallOptions.USUAL.waitingAtMost(Duration.ofHours(1))));
      }

      Set<String> done = new HashSet<>();
      Set<String> unknown = new HashSet<>();
      Set<String> notDone = new HashSet<>();
      for (int i = 0; i < POSTS; i++) {
        String id = "/orders/" + i;
        switch (answers.get(i).join()) {
          case Answer.Got<String> got -> done.add(id);
          case Answer.OutcomeUnknown<String> left -> unknown.add(id);
          case Answer.RetryLater<String> later -> notDone.add(id);
          case Answer.Failed<String> failed -> notDone.add(id);
        }
      }

      assertThat(committed).doesNotHaveDuplicates();
      assertThat(committed).containsAll(done).noneMatch(notDone::contains);
      Set<String> maybe = new HashSet<>(committed);
      maybe.removeAll(done);
      assertThat(unknown).containsAll(maybe);
      assertThat(done).hasSizeGreaterThan(POSTS / 3);
    }
  }
}
