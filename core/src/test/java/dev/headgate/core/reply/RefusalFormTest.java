package dev.headgate.core.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Ceiling;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.headers.Alphabet;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How a provider refuses: as problems, or inside a 200. */
class RefusalFormTest {
  private static final Dialect INSIDE =
      Dialects.ietf(Alphabet.R_T).refusing(new RefusalForm(200, RefusalForm.Body.GRAPHQL));

  private final Decider decider = decider();

  @Test
  void anAllowedCallIsNotRefusedInAnyForm() {
    Decision allowed = decider.decideNow(costing(100));

    assertThat(INSIDE.refusal(allowed)).isNull();
    assertThat(Dialects.none().refusal(allowed)).isNull();
  }

  @Test
  void aRefusalIsAProblemWithItsStatusUnlessThePolicySaysOtherwise() {
    Refusal refusal = refusal(Dialects.none(), costing(1_001));

    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.mediaType()).isEqualTo("application/problem+json");
  }

  @Test
  void aThrottledQueryIsAnErrorInsideA200WithWhatItCostsAndWhatThereIs() {
    decider.decideNow(costing(900));

    Refusal refusal = refusal(INSIDE, costing(200));

    assertThat(refusal.status()).isEqualTo(200);
    assertThat(refusal.mediaType()).isEqualTo("application/json");
    assertThat(refusal.body())
        .isEqualTo(
            "{\"errors\":[{\"message\":"
                + "\"points of 1000 points allows 100 more and the call costs 200\","
                + "\"extensions\":{\"code\":\"THROTTLED\",\"reason\":\"points\","
                + "\"retryAfterSeconds\":1,\"resetAt\":\"2026-04-01T12:00:01Z\"}}],"
                + "\"extensions\":{\"cost\":{\"requestedQueryCost\":200,\"throttleStatus\":"
                + "{\"maximumAvailable\":1000,\"currentlyAvailable\":100,\"restoreRate\":100}}}}");
  }

  @Test
  void aQueryThatIsTooDearIsAnErrorWithoutAnythingToWaitFor() {
    Refusal refusal = refusal(INSIDE, costing(1_001));

    assertThat(refusal.body())
        .isEqualTo(
            "{\"errors\":[{\"message\":\"points: 1001 (expected: <= 1000 by points)\","
                + "\"extensions\":{\"code\":\"REFUSED\",\"reason\":\"points\"}}]}");
  }

  @Test
  void theFieldsAreTheSameInEveryForm() {
    Decision decision = decider.decideNow(costing(10));
    StringBuilder usual = new StringBuilder();
    StringBuilder inside = new StringBuilder();

    Dialects.ietf(Alphabet.R_T).write(decision, (name, value) -> usual.append(name).append(value));
    INSIDE.write(decision, (name, value) -> inside.append(name).append(value));

    assertThat(inside.toString()).isEqualTo(usual.toString()).isNotEmpty();
  }

  @Test
  void aStatusThatIsNoneOfARefusalIsItselfRefused() {
    assertThatThrownBy(() -> new RefusalForm(302, RefusalForm.Body.PROBLEM))
        .hasMessage("status: 302 (expected: 200, or one of 400 to 599)");
  }

  private Refusal refusal(Dialect dialect, Call call) {
    return Objects.requireNonNull(dialect.refusal(decider.decideNow(call)));
  }

  private static Decider decider() {
    PolicySnapshot snapshot =
        PolicySnapshot.builder("test")
            .rule(
                Rule.limit("points", MeterSource.of(new Bucket(1_000, 100, Micros.SECOND)))
                    .unit("points"))
            .rule(Rule.limit("one-query", MeterSource.of(new Ceiling(1_000))).unit("points"))
            .build();
    ManualTime time = new ManualTime(Micros.of(Instant.parse("2026-04-01T12:00:00Z")));
    return new Decider(time, () -> snapshot, new MemoryStore(), () -> "r1");
  }

  private static Call costing(long points) {
    Operation query = Operation.of("query", "POST");
    return new Call(query, Caller.ANONYMOUS, Map.of(), Map.of("points", points), null, false);
  }
}
