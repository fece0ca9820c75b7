package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.store.codec.ReservationCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A store whose questions never go together, on a real server. */
class OneByOneTest {
  private static final int CALLS = 500;
  private static final int AMOUNT = 300;
  private static final long DAY = 86_400_000_000L;
  private static final PolicySnapshot POLICY =
      PolicySnapshot.builder("p")
          .rule(Rule.limit("daily", MeterSource.of(new FixedWindow(AMOUNT, DAY))))
          .build();

  @Test
  void eachQuestionIsACallOfItsOwnAndNoneIsGrantedTwice() {
    try (RedisServer server = RedisServer.start();
        Link link = Connecting.to(server.uri());
        RedisStore store = opened(server)) {
      Decider decider = new Decider(SystemTime.startingAt(0), () -> POLICY, store, () -> "id");
      List<CompletableFuture<Decision>> asked =
          Stream.generate(() -> asked(decider)).limit(CALLS).toList();

      long allowed = asked.stream().filter(it -> answer(it) instanceof Decision.Allowed).count();

      assertThat(allowed).isEqualTo(AMOUNT);
      assertThat(functionCalls(link)).isGreaterThanOrEqualTo(CALLS);
    }
  }

  private static RedisStore opened(RedisServer server) {
    String url = server.uri().toURI().toString();
    return RedisStore.oneByOne(url, new ReservationCodec(() -> POLICY), SettlementListener.NONE);
  }

  private static Decision answer(CompletableFuture<Decision> asked) {
    return asked.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static CompletableFuture<Decision> asked(Decider decider) {
    CompletableFuture<Decision> decided = new CompletableFuture<>();
    decider.decide(
        Call.of(Operation.of("getIssue", "GET"), Caller.ANONYMOUS),
        new Answer<>() {
          @Override
          public void value(Decision decision) {
            decided.complete(decision);
          }

          @Override
          public void failure(Exception cause) {
            decided.completeExceptionally(cause);
          }
        });
    return decided;
  }

  private static long functionCalls(Link link) {
    return link.commands()
        .info("commandstats")
        .toCompletableFuture()
        .join()
        .lines()
        .filter(line -> line.startsWith("cmdstat_fcall:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*calls=([0-9]+),usec.*", "$1")))
        .sum();
  }
}
