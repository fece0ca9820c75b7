package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.time.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small examples, read from their YAML and asked a few calls; vectors are those of the facts. */
class ExamplesTest {
  private static final long NOON = at("2026-04-01T12:00:00Z");

  @Test
  void theSmallExamplesAreSmall() {
    assertThat(Policies.lines("jama-connect/policy.yaml")).isLessThan(40);
    assertThat(Policies.lines("access-log/policy.yaml")).isLessThan(10);
  }

  /** Vector 9, begun just before an edge of the clock's seconds. */
  @Test
  void jamaAdmitsTenCallsInAnySecondWhoeverCalls() {
    Bench bench = new Bench(Policies.example("jama-connect"), NOON + 950_000);
    for (int i = 0; i < 10; i++) {
      Decision decision = bench.decide("GET", "/rest/v1/items/" + i, jama("user-" + i, "creator"));
      assertThat(decision).isInstanceOf(Decision.Allowed.class);
    }

    Decision eleventh = bench.decide("GET", "/rest/labs/items", jama("user-11", "creator"));

    assertThat(((Decision.Throttled) eleventh).retryAt()).isEqualTo(NOON + 1_950_000);
    bench.time().advance(Micros.SECOND - 1);
    assertThat(bench.decide("GET", "/rest/v1/items", jama("user-12", "creator")))
        .isInstanceOf(Decision.Throttled.class);
    bench.time().advance(1);
    assertThat(bench.decide("GET", "/rest/v1/items", jama("user-12", "creator")))
        .isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void jamaRefusesAFloatLicenceForItsLicenceAndNotForItsPace() {
    Bench bench = new Bench(Policies.example("jama-connect"), at("2026-04-01T00:00:00Z"));

    for (String family : List.of("v1", "labs", "scim")) {
      Decision decision = bench.decide("GET", "/rest/" + family + "/x", jama("user-1", "float"));

      assertThat(decision).isInstanceOf(Decision.Refused.class);
      assertThat(((Decision.Refused) decision).denial().reason())
          .isEqualTo("named-creator-licence-required");
    }
  }

  /** Vector 5: a bucket of 100 that refills 10 a second. */
  @Test
  void aBucketOfAHundredRefillsTenASecond() {
    Policy policy =
        Policies.loaded("limits: { burst: { bucket: { amount: 10, every: 1s, capacity: 100 } } }");
    Bench bench = new Bench(policy, NOON);
    for (int i = 0; i < 100; i++) {
      assertThat(bench.decide("GET", "/", Caller.ANONYMOUS)).isInstanceOf(Decision.Allowed.class);
    }

    Decision refused = bench.decide("GET", "/", Caller.ANONYMOUS);

    long retryAt = ((Decision.Throttled) refused).retryAt();
    assertThat(Micros.secondsUntil(NOON, retryAt)).isEqualTo(1);
    bench.time().advance(Micros.SECOND);
    for (int i = 0; i < 10; i++) {
      assertThat(bench.decide("GET", "/", Caller.ANONYMOUS)).isInstanceOf(Decision.Allowed.class);
    }
    assertThat(bench.decide("GET", "/", Caller.ANONYMOUS)).isInstanceOf(Decision.Throttled.class);
  }

  @Test
  void theAccessLogCountsEachAddressByItself() {
    Bench bench = new Bench(Policies.example("access-log"), NOON);
    Operation other = Policy.other("GET");
    for (int i = 0; i < 20; i++) {
      assertThat(bench.decide(from(other, "192.0.2.1"))).isInstanceOf(Decision.Allowed.class);
    }

    assertThat(bench.decide(from(other, "192.0.2.1"))).isInstanceOf(Decision.Throttled.class);
    assertThat(bench.decide(from(other, "192.0.2.2"))).isInstanceOf(Decision.Allowed.class);
    assertThat(bench.decide(Call.of(other, Caller.ANONYMOUS))).isInstanceOf(Decision.Refused.class);
  }

  private static Call from(Operation operation, String address) {
    return Call.of(operation, Caller.ANONYMOUS).with(Map.of("address", address));
  }

  private static Caller jama(String user, String licence) {
    return Caller.builder()
        .tenant(Tenant.of("environment-1", "", 0))
        .user(user)
        .attribute("licence", licence)
        .build();
  }

  private static long at(String instant) {
    return Micros.of(Instant.parse(instant));
  }
}
