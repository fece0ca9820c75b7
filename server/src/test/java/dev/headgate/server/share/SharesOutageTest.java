package dev.headgate.server.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.http.Answer;
import dev.headgate.client.http.CallOptions;
import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.profile.Profiles;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.house.FaultRow;
import dev.headgate.server.store.redis.RedisServer;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.serving.FakeServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that share through a server that stops answering: they wait, and then go on. */
@Tag("fault")
@Timeout(90)
class SharesOutageTest {
  private static final int PROGRAMS = 3;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final CallOptions IMPATIENT =
      CallOptions.USUAL.waitingAtMost(Duration.ofMillis(300)).alone();

  private final RedisServer server = RedisServer.start();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger answered = new AtomicInteger();
  private final List<RedisShares> shares = new ArrayList<>();
  private final List<HeadgateClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private FakeServer fake;

  @BeforeEach
  void start() throws Exception {
    fake =
        FakeServer.start(
            FakeProfile.named("jama").withRate(RateForm.perSecond(RateForm.Kind.SLIDING, 10)),
            ProviderSettings.USUAL,
            new FakeServer.Place(SystemTime.startingAt(0), 0, 1, served -> {}));
    for (int i = 0; i < PROGRAMS; i++) {
      RedisShares member = RedisShares.open(SystemTime.steady(), server.uri().toString());
      HeadgateClient client = HeadgateClient.of(Profiles.JAMA).shares(member).build();
      shares.add(member);
      clients.add(client);
      var _ = threads.submit(() -> callOnAndOn(client));
    }
  }

  @AfterEach
  void end() throws Exception {
    over.set(true);
    clients.forEach(HeadgateClient::close);
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    shares.forEach(RedisShares::close);
    fake.close();
    server.close();
  }

  @Test
  void aServerThatIsHeldForAWhile() throws Exception {
    awaitAnswers(10);

    server.pause();
    awaitRetryLater();
    server.resume();

    awaitAnswers(20);
    assertThat(fake.tally().refused()).isZero();
    row("the server of shared rates is held (SIGSTOP) and goes on");
  }

  @Test
  void aServerThatIsKilledAndComesBackEmpty() throws Exception {
    awaitAnswers(10);

    server.kill();
    awaitRetryLater();
    server.restart();

    awaitAnswers(20);
    assertThat(fake.tally().refused()).isZero();
    row("the server of shared rates is killed and comes back empty");
  }

  @Test
  void programsThatAreKilledLeaveTheirPlacesToTheOthers() throws Exception {
    awaitAnswers(10);

    shares.removeFirst().vanish();
    shares.removeFirst().vanish();

    awaitAnswers(20);
    assertThat(fake.tally().refused()).isZero();
    row("two of three programs that share a rate are cut off");
  }

  private void row(String fault) {
    new FaultRow(
            fault,
            "no call above the rate; the others go on",
            "refused 0 of " + answered.get() + " calls",
            0)
        .write();
  }

  private void callOnAndOn(HeadgateClient client) {
    while (!over.get()) {
      try {
        if (call(client, CallOptions.USUAL) instanceof Answer.Got<?>) {
          answered.incrementAndGet();
        }
      } catch (Exception closed) {
        return;
      }
    }
  }

  private Answer<Void> call(HeadgateClient client, CallOptions options) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(fake.uri("/items")).build();
    return client.send(request, BodyHandlers.discarding(), options);
  }

  /** A caller with a deadline is told when to come back, instead of being sent alone. */
  private void awaitRetryLater() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (shares.getFirst().isUp()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    assertThat(call(clients.getFirst(), IMPATIENT)).isInstanceOf(Answer.RetryLater.class);
  }

  private void awaitAnswers(int more) {
    int wanted = answered.get() + more;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (answered.get() < wanted) {
      assertThat(System.nanoTime()).as("answers within 30 s").isLessThan(deadline);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
