package dev.headgate.core.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.Concurrency;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.headers.Alphabet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DialectTest {
  private static final Call CALL = Call.of(Operation.of("getIssue", "GET"), Caller.ANONYMOUS);
  private static final long HOUR = 3_600 * Micros.SECOND;

  /** 16:25:28 UTC: 2,072 seconds before the hour. */
  private final ManualTime time = new ManualTime(Micros.of(Instant.parse("2026-03-26T16:25:28Z")));

  @Test
  void policyAndResetStayAtZeroAndTheRefusalSaysWhen() {
    Rule hourly = Rule.quota("global-app-quota", MeterSource.of(new FixedWindow(2, HOUR)));
    Decider decider = decider(hourly);

    Map<String, String> last = lastOf(decider, 2, Dialects.ietf(Alphabet.R_T));
    Map<String, String> refused = lastOf(decider, 1, Dialects.ietf(Alphabet.R_T));

    String policy = "\"global-app-quota\";q=2;w=3600;hg-unit=\"points\"";
    String limit = "\"global-app-quota\";r=0;t=2072;hg-cost=1;hg-cost-kind=final";
    assertThat(last)
        .containsExactlyInAnyOrderEntriesOf(Map.of("RateLimit-Policy", policy, "RateLimit", limit));
    assertThat(refused)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("RateLimit-Policy", policy, "RateLimit", limit, "Retry-After", "2072"));
  }

  @Test
  void onlyAnnouncedLimitsThatAreOverSpeakInBetaFieldsOnAnAllowedCall() {
    Rule burst = Rule.limit("burst", MeterSource.of(new Bucket(100, 10, Micros.SECOND)));
    Rule announced =
        Rule.quota("daily", MeterSource.of(new FixedWindow(1, 24 * HOUR)))
            .phases(PhaseSchedule.always(Phase.ADVERTISE));
    Decider decider = decider(burst, announced);

    Map<String, String> second = lastOf(decider, 2, Dialects.ietf(Alphabet.R_T));

    assertThat(second)
        .containsEntry("RateLimit-Policy", "\"burst\";q=100;w=10")
        .containsEntry("RateLimit", "\"burst\";r=98;t=1")
        .containsEntry("Beta-RateLimit-Policy", "\"daily\";q=1;w=86400;hg-unit=\"points\"")
        .containsEntry("Beta-Retry-After", "27272")
        .doesNotContainKey("Retry-After");
    assertThat(second.get("Beta-RateLimit")).startsWith("\"daily\";r=0;t=27272");
  }

  @Test
  void eachUnitIsCalledByTheNameThatIsRegisteredForItElseByOurs() {
    Rule bytes = Rule.limit("b", MeterSource.of(new FixedWindow(100, HOUR))).unit("bytes");
    Rule tokens = Rule.limit("t", MeterSource.of(new FixedWindow(100, HOUR))).unit("tokens");
    Rule running = Rule.limit("c", MeterSource.of(new Concurrency(25, 600 * Micros.SECOND, 0)));
    Decider decider = decider(bytes, tokens, running);

    Map<String, String> fields = lastOf(decider, 1, Dialects.ietf(Alphabet.R_T));

    assertThat(fields.get("RateLimit-Policy"))
        .isEqualTo(
            "\"b\";q=100;w=3600;qu=\"content-bytes\", \"t\";q=100;w=3600;hg-unit=\"tokens\", "
                + "\"c\";q=25;qu=\"concurrent-requests\"");
  }

  @Test
  void theCostIsSaidOnceInWhicheverFieldThereIs() {
    Rule.Terms hidden = new Rule.Terms("", 0.2, 0.8, false, 0, 10, List.of());
    Rule quota = Rule.quota("q", MeterSource.of(new FixedWindow(100, HOUR)));
    Rule burst = Rule.limit("burst", MeterSource.of(new FixedWindow(100, HOUR)));

    assertThat(lastOf(decider(quota), 1, Dialects.ietf(Alphabet.R_T)))
        .doesNotContainKey("Headgate-Cost");
    assertThat(lastOf(decider(quota.terms(hidden)), 1, Dialects.ietf(Alphabet.R_T)))
        .containsEntry("Headgate-Cost", "1;kind=final");
    assertThat(lastOf(decider(quota), 1, Dialects.xRateLimit()))
        .containsEntry("Headgate-Cost", "1;kind=final");
    assertThat(lastOf(decider(quota), 1, Dialects.none())).isEmpty();
    assertThat(lastOf(decider(burst), 1, Dialects.xRateLimit()))
        .as("a policy without points")
        .doesNotContainKey("Headgate-Cost");
  }

  @Test
  void whatRemainsSaysHowExactlyItIsCounted() {
    Rule strict = Rule.limit("s", MeterSource.of(new FixedWindow(100, HOUR)));
    Rule leased = Rule.limit("l", MeterSource.of(new FixedWindow(100, HOUR)));
    Rule optimistic = Rule.limit("o", MeterSource.of(new FixedWindow(100, HOUR)));
    Consistency usual = Consistency.USUAL;
    Decider decider =
        decider(
            strict,
            leased.consistency(usual.accuracy(Accuracy.Leased.USUAL)),
            optimistic.consistency(usual.accuracy(Accuracy.Optimistic.USUAL)));

    assertThat(lastOf(decider, 1, Dialects.ietf(Alphabet.R_T)).get("RateLimit"))
        .matches(
            "\"s\";r=99;t=\\d+, \"l\";r=99;t=\\d+;hg-accuracy=leased, "
                + "\"o\";r=99;t=\\d+;hg-accuracy=optimistic");
  }

  @Test
  void aWaitForOthersToEndIsMarkedAsAnEstimate() {
    Rule running = Rule.limit("c", MeterSource.of(new Concurrency(1, 600 * Micros.SECOND, 0)));
    Decider decider = decider(running);
    decider.decideNow(CALL);

    Problem problem = Objects.requireNonNull(Problem.of(decider.decideNow(CALL)));

    assertThat(problem.toJson()).contains("\"resetAt\":\"2026-03-26T16:35:28Z\",\"estimate\":true");
  }

  /** Vector 7 of the field's facts: disclosure from 80 % used, near limit below 20 % left. */
  @Test
  void remainingIsDisclosedFromTheShareStatedAndNearLimitIsStrict() {
    Rule.Terms terms = new Rule.Terms("", 0.2, 0.8, false, 0, 10, List.of());
    Rule window = Rule.limit("w", MeterSource.of(new FixedWindow(100, HOUR))).terms(terms);
    Decider decider = decider(window);

    Map<String, String> at79 = lastOf(decider, 79, Dialects.ietf(Alphabet.R_T));
    Map<String, String> at80 = lastOf(decider, 1, Dialects.xRateLimit());
    Map<String, String> at81 = lastOf(decider, 1, Dialects.xRateLimit());

    assertThat(at79).containsOnlyKeys("RateLimit-Policy");
    assertThat(at80)
        .containsEntry("X-RateLimit-Remaining", "20")
        .containsEntry("X-RateLimit-Reset", "2026-03-26T17:00:00Z")
        .doesNotContainKey("X-RateLimit-NearLimit");
    assertThat(at81).containsEntry("X-RateLimit-NearLimit", "true");
  }

  @Test
  void whereThePolicyIsWithheldTooNoFieldIsSentUntilTheShareIsUsed() {
    Rule.Terms terms = new Rule.Terms("", 0.2, 0.8, false, 0, 10, List.of());
    Rule window = Rule.limit("w", MeterSource.of(new FixedWindow(100, HOUR))).terms(terms);
    Rule other = Rule.limit("other", MeterSource.of(new FixedWindow(90, HOUR))).terms(terms);
    Decider decider = decider(window, other);
    Dialect silent = Dialects.ietf(Alphabet.R_T, /* policyAlways= */ false);

    Map<String, String> at71 = lastOf(decider, 71, silent);
    Map<String, String> at72 = lastOf(decider, 1, silent);
    Map<String, String> at80 = lastOf(decider, 8, silent);
    Map<String, String> refused = lastOf(decider, 11, silent);

    assertThat(at71.keySet()).noneMatch(name -> name.contains("RateLimit"));
    assertThat(at72.get("RateLimit-Policy")).startsWith("\"other\";").doesNotContain("\"w\"");
    assertThat(at80.get("RateLimit-Policy")).contains("\"w\";q=100", "\"other\";q=90");
    assertThat(refused.get("RateLimit")).contains("\"w\";r=10", "\"other\";r=0");
  }

  @Test
  void theSingleFieldsShowTheBindingClaimElseTheOneWithTheLowestShare() {
    Rule wide = Rule.limit("wide", MeterSource.of(new FixedWindow(10, HOUR)));
    Rule narrow = Rule.limit("narrow", MeterSource.of(new FixedWindow(4, 60 * Micros.SECOND)));
    Rule small = Rule.quota("small", MeterSource.of(new FixedWindow(3, HOUR)));
    Decider decider = decider(wide, narrow, small);

    Map<String, String> first = lastOf(decider, 1, Dialects.atlassian());
    Map<String, String> fourth = lastOf(decider, 3, Dialects.atlassian());

    assertThat(first)
        .containsEntry("X-RateLimit-Limit", "4")
        .containsEntry("X-RateLimit-Remaining", "3")
        .containsEntry("RateLimit-Policy", "\"small\";q=3;w=3600;hg-unit=\"points\"");
    assertThat(fourth)
        .containsEntry("Retry-After", "2072")
        .containsEntry("RateLimit-Reason", "small")
        .containsEntry("X-RateLimit-Limit", "4");
  }

  @Test
  void aProblemNamesTheFailingRulesAndWhenARetryPasses() {
    Rule hourly = Rule.quota("hourly", MeterSource.of(new FixedWindow(1, HOUR)));
    Decider decider = decider(hourly);
    decider.decideNow(CALL);

    Problem problem = Objects.requireNonNull(Problem.of(decider.decideNow(CALL)));

    assertThat(problem.toJson())
        .isEqualTo(
            "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\","
                + "\"title\":\"Quota exceeded\",\"status\":429,"
                + "\"detail\":\"hourly of 1 points allows 0 more and the call costs 1\","
                + "\"reason\":\"hourly\",\"violated-policies\":[\"hourly\"],"
                + "\"retryAfterSeconds\":2072,\"resetAt\":\"2026-03-26T17:00:00Z\",\"points\":1}");
  }

  private Map<String, String> lastOf(Decider decider, int calls, Dialect dialect) {
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < calls; i++) {
      Decision decision = decider.decideNow(CALL);
      fields.clear();
      dialect.write(decision, fields::put);
    }
    return fields;
  }

  private Decider decider(Rule... rules) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("test");
    for (Rule rule : rules) {
      builder.rule(rule);
    }
    PolicySnapshot snapshot = builder.build();
    return new Decider(time, () -> snapshot, new MemoryStore(), () -> "r");
  }
}
