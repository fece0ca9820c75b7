package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.time.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every example, read from its YAML and asked a few calls; vectors are those of the facts page. */
class ExamplesTest {
  private static final long ENFORCED = at("2026-04-01T16:00:00Z");

  @Test
  void theAtlassianExampleIsOneScreen() {
    assertThat(Policies.lines("atlassian-cloud")).isLessThan(120);
    assertThat(Policies.lines("jama-connect")).isLessThan(40);
  }

  @Test
  void jamaAdmitsTenCallsASecondWhoeverCalls() {
    Bench bench = new Bench(Policies.example("jama-connect"), at("2026-04-01T00:00:00Z"));
    for (int i = 0; i < 10; i++) {
      Decision decision = bench.decide("GET", "/rest/v1/items/" + i, jama("user-" + i, "creator"));
      assertThat(decision).isInstanceOf(Decision.Allowed.class);
    }

    Decision eleventh = bench.decide("GET", "/rest/labs/items", jama("user-11", "creator"));

    assertThat(eleventh).isInstanceOf(Decision.Throttled.class);
    bench.time().advance(Micros.SECOND);
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

  /** Vector 2. */
  @Test
  void atlassianTierTwoGrowsWithTheTenant() {
    Bench bench = new Bench(Policies.example("atlassian-cloud"), ENFORCED);

    assertThat(tierTwo(bench, "standard", 2_000)).isEqualTo(120_000);
    assertThat(tierTwo(bench, "enterprise", 15_000)).isEqualTo(500_000);
    assertThat(tierTwo(bench, "free", 10)).isEqualTo(65_000);
  }

  /** Vector 4. */
  @Test
  void atlassianLimitsTheWritesOfOneIssueInBothWindows() {
    Bench bench = new Bench(Policies.example("atlassian-cloud"), ENFORCED);
    Caller caller = app("app-1", "1", "tenant-a", "standard", 100);
    for (int i = 0; i < 20; i++) {
      assertThat(write(bench, caller, "HG-1")).isInstanceOf(Decision.Allowed.class);
    }

    assertThat(binding(write(bench, caller, "HG-1"))).isEqualTo("per-issue/2s");
    assertThat(write(bench, caller, "HG-2")).isInstanceOf(Decision.Allowed.class);
    for (int slice = 1; slice < 5; slice++) {
      bench.time().advance(2 * Micros.SECOND);
      for (int i = 0; i < 20; i++) {
        assertThat(write(bench, caller, "HG-1")).isInstanceOf(Decision.Allowed.class);
      }
    }
    bench.time().advance(2 * Micros.SECOND);
    assertThat(binding(write(bench, caller, "HG-1"))).isEqualTo("per-issue/30s");
  }

  /** Vector 6: a plain fixed hour that is empty at 16:25:28 UTC. */
  @Test
  void atlassianTierOneIsEmptyUntilTheHour() {
    Bench bench = new Bench(Policies.example("atlassian-cloud"), at("2026-04-01T16:25:28Z"));
    Caller caller = app("app-1", "1", "tenant-a", "standard", 100);
    for (int i = 0; i < 65; i++) {
      Caller each = app("app-1", "1", "tenant-" + i, "standard", 100);
      assertThat(bench.decide("GET", "/rest/api/3/issue/HG-1", each, Map.of("points", 1_000L)))
          .isInstanceOf(Decision.Allowed.class);
    }

    Decision refused = bench.decide("GET", "/wiki/api/v2/pages/1", caller);

    assertThat(refused).isInstanceOf(Decision.Exhausted.class);
    long resetAt = ((Decision.Exhausted) refused).resetAt();
    assertThat(resetAt).isEqualTo(at("2026-04-01T17:00:00Z"));
    assertThat(Micros.secondsUntil(bench.time().micros(), resetAt)).isEqualTo(2072);
    Verdict quota = ((Decision.Exhausted) refused).binding();
    assertThat(quota.remaining()).isZero();
    assertThat(quota.claim().meter().amount()).isEqualTo(65_000);
  }

  @Test
  void atlassianAnnouncesBeforeItEnforces() {
    Caller caller = app("app-1", "1", "tenant-a", "standard", 100);

    assertThat(phase(at("2025-10-31T00:00:00Z"), caller)).isEqualTo(Set.of());
    assertThat(phase(at("2025-12-01T00:00:00Z"), caller)).isEqualTo(Set.of(Phase.ADVERTISE));
    assertThat(phase(ENFORCED, caller)).isEqualTo(Set.of(Phase.ENFORCE));
  }

  @Test
  void atlassianExemptsItsFrontendAndTenantsThatMigrate() {
    Bench bench = new Bench(Policies.example("atlassian-cloud"), ENFORCED);
    Caller frontend = app("frontend", "1", "tenant-a", "standard", 100);
    Caller migrating =
        Caller.builder()
            .tenant(Tenant.of("tenant-b", "standard", 100))
            .app(new App("app-2", "app-2", "2"))
            .attribute("migration", "open")
            .build();

    assertThat(names(bench, frontend)).isEmpty();
    assertThat(names(bench, migrating)).containsExactly("burst");
  }

  @Test
  void atlassianLimitsBurstsByOperationAndMethod() {
    Bench bench = new Bench(Policies.example("atlassian-cloud"), ENFORCED);
    Caller caller = app("app-1", "1", "tenant-a", "standard", 100);
    for (int i = 0; i < 5; i++) {
      assertThat(bench.decide("GET", "/rest/api/3/search/jql", caller))
          .isInstanceOf(Decision.Allowed.class);
    }

    assertThat(binding(bench.decide("GET", "/rest/api/3/search/jql", caller))).isEqualTo("burst");
    assertThat(bench.decide("POST", "/rest/api/3/search/jql", caller))
        .isInstanceOf(Decision.Allowed.class);
  }

  /** Vector 5: a bucket of 100 that refills 10 a second. */
  @Test
  void aBucketOfAHundredRefillsTenASecond() {
    Policy policy =
        Policies.loaded("limits: { burst: { bucket: { amount: 10, every: 1s, capacity: 100 } } }");
    Bench bench = new Bench(policy, ENFORCED);
    for (int i = 0; i < 100; i++) {
      assertThat(bench.decide("GET", "/", Caller.ANONYMOUS)).isInstanceOf(Decision.Allowed.class);
    }

    Decision refused = bench.decide("GET", "/", Caller.ANONYMOUS);

    long retryAt = ((Decision.Throttled) refused).retryAt();
    assertThat(Micros.secondsUntil(ENFORCED, retryAt)).isEqualTo(1);
    bench.time().advance(Micros.SECOND);
    for (int i = 0; i < 10; i++) {
      assertThat(bench.decide("GET", "/", Caller.ANONYMOUS)).isInstanceOf(Decision.Allowed.class);
    }
    assertThat(bench.decide("GET", "/", Caller.ANONYMOUS)).isInstanceOf(Decision.Throttled.class);
  }

  /** Vector 7, the policy's half: the share is stated here and obeyed by the dialect. */
  @Test
  void atlassianDisclosesFromEightyPercentAndIsNearBelowTwenty() {
    Policy policy = Policies.example("atlassian-cloud");

    var terms =
        policy.snapshot().rules().stream()
            .filter(rule -> rule.name().equals("global-app-quota"))
            .findFirst()
            .orElseThrow()
            .terms();

    assertThat(terms.discloseFrom()).isEqualTo(0.8);
    assertThat(terms.nearShare()).isEqualTo(0.2);
  }

  @Test
  void theAccessLogCountsEachAddressByItself() {
    Bench bench = new Bench(Policies.example("access-log"), ENFORCED);
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

  private static Set<Phase> phase(long now, Caller caller) {
    Policy policy = Policies.example("atlassian-cloud");
    Routed routed = policy.routes().find("GET", "/rest/api/3/user");
    Call call = Call.of(((Routed.RouteMatch) routed).operation(), caller);
    return policy.snapshot().match(call, now).claims().stream()
        .filter(claim -> claim.rule().name().equals("global-app-quota"))
        .map(Claim::phase)
        .collect(Collectors.toSet());
  }

  private static List<String> names(Bench bench, Caller caller) {
    return bench.decide("GET", "/rest/api/3/user", caller).verdicts().stream()
        .map(verdict -> verdict.claim().rule().name())
        .toList();
  }

  private static long tierTwo(Bench bench, String plan, long users) {
    Caller caller = app("app-2", "2", "tenant-" + plan, plan, users);
    return bench.decide("GET", "/rest/api/3/user", caller).verdicts().stream()
        .filter(verdict -> verdict.claim().rule().name().equals("tenant-app-quota"))
        .mapToLong(verdict -> verdict.claim().meter().amount())
        .sum();
  }

  private static Decision write(Bench bench, Caller caller, String issue) {
    return bench.decide("POST", "/rest/api/3/issue/" + issue + "/comment", caller);
  }

  private static String binding(Decision decision) {
    return ((Decision.Throttled) decision).binding().claim().rule().name();
  }

  private static Caller app(String id, String tier, String tenant, String plan, long users) {
    return Caller.builder()
        .tenant(Tenant.of(tenant, plan, users))
        .app(new App(id, id, tier))
        .attribute("runtime", "marketplace")
        .build();
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
