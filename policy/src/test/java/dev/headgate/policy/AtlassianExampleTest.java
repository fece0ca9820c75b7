package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.quota.Review;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both variants of the Atlassian example; vectors are those of the facts page. */
class AtlassianExampleTest {
  private static final String ACROSS = "policy.yaml";
  private static final String PER_PRODUCT = "per-product.yaml";
  private static final long ENFORCED = at("2026-04-01T16:00:00Z");
  private static final String TIER_ONE = "global-app-quota";
  private static final String TIER_TWO = "tenant-app-quota";

  @Test
  void theExampleIsOneScreen() {
    long lines = Policies.lines("atlassian-cloud/" + ACROSS);

    assertThat(lines + Policies.lines("atlassian-cloud/common.yaml")).isLessThanOrEqualTo(120);
  }

  /** Vector 1: what is reserved, and what it costs once the objects are counted. */
  @ParameterizedTest
  @CsvSource({
    "GET, /rest/api/3/issue/HG-1, 2, 1, 2",
    "GET, /wiki/api/v2/pages/7, 2, 1, 2",
    "GET, /rest/api/3/user?accountId=user-17, 3, 1, 3",
    "GET, /rest/api/3/group/member?groupId=staff, 101, 8, 17",
    "POST, /rest/api/3/issue, 1, 0, 1",
    "PUT, /wiki/api/v2/pages/7, 1, 0, 1",
    "GET, /rest/api/3/search/jql, 51, 50, 51",
    "POST, /rest/api/3/search/jql, 51, 12, 13",
    "GET, /rest/api/3/search/jql?maxResults=all, 101, 50, 51",
    "GET, /wiki/api/v2/pages?limit=250, 251, 250, 251",
    "POST, /rest/api/3/issue/bulk, 1, 0, 1",
  })
  void aCallIsQuotedByItsBoundAndSettledToItsObjects(
      String method, String target, long reserved, long objects, long cost) {
    Bench bench = bench(ACROSS);
    Caller caller = app("1", "tenant-a");

    Decision decision = bench.decide(method, target, caller);
    Quote quote = decision.plan().matched().quote();
    if (!quote.isFinal()) {
      bench.settle(decision, Actual.points(rule(bench, method, target).cost(objects)));
    }

    assertThat(quote.reserve(Quote.POINTS)).isEqualTo(reserved);
    assertThat(remaining(bench, caller, TIER_ONE)).isEqualTo(65_000 - cost);
  }

  /** Vector 2. */
  @ParameterizedTest
  @CsvSource({
    "standard, 2000, 120000",
    "premium, 1000, 150000",
    "enterprise, 15000, 500000",
    "free, 10, 65000"
  })
  void tierTwoGrowsWithTheTenant(String plan, long users, long points) {
    for (String variant : List.of(ACROSS, PER_PRODUCT)) {
      Caller caller = app("app-1", "2", Tenant.of("tenant-a", plan, users));

      assertThat(amount(bench(variant), "GET", "/rest/api/3/user", caller)).isEqualTo(points);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "free, 10, 500",
    "standard, 5000, 1000",
    "premium, 100, 3000",
    "enterprise, 450, 10000",
    "enterprise, 451, 10000"
  })
  void theToolServerHasALimitOfItsOwnForEachTenant(String plan, long users, long calls) {
    Bench bench = bench(ACROSS);
    Caller caller = app("app-1", "1", Tenant.of("tenant-a", plan, users));

    assertThat(amount(bench, "POST", "/v1/mcp", caller)).isEqualTo(calls);
    assertThat(names(bench, caller)).containsExactly("burst", TIER_ONE);
  }

  /** Vector 6: a plain fixed hour that is empty at 16:25:28 UTC. */
  @Test
  void theFirstToComeMayEmptyThePlainPoolUntilTheHour() {
    Bench bench = bench(ACROSS, at("2026-04-01T16:25:28Z"));
    spend(bench, app("1", "tenant-a"), "/rest/api/3/user", 65_000);

    Decision refused = bench.decide("GET", "/wiki/api/v2/pages/1", app("1", "tenant-b"));

    assertThat(answer(refused)).isEqualTo("Exhausted");
    Decision.Exhausted exhausted = (Decision.Exhausted) refused;
    assertThat(exhausted.resetAt()).isEqualTo(at("2026-04-01T17:00:00Z"));
    assertThat(Micros.secondsUntil(bench.time().micros(), exhausted.resetAt())).isEqualTo(2072);
    assertThat(exhausted.binding().remaining()).isZero();
    assertThat(exhausted.binding().claim().meter().amount()).isEqualTo(65_000);
  }

  @ParameterizedTest
  @CsvSource({
    "/rest/api/3/user, 1, jira-quota-global-based",
    "/wiki/api/v2/pages/1, 1, confluence-quota-global-based",
    "/rest/api/3/user, 2, jira-quota-tenant-based",
    "/wiki/api/v2/pages/1, 2, confluence-quota-tenant-based"
  })
  void theReasonNamesTheProductThatWasCalled(String path, String tier, String reason) {
    for (String variant : List.of(ACROSS, PER_PRODUCT)) {
      Bench bench = bench(variant);
      Caller caller = app(tier, "tenant-a");

      Decision refused = exhausting(bench, path, caller);

      Rule rule = ((Decision.Exhausted) refused).binding().claim().rule();
      assertThat(rule.reason(refused.plan().call().operation().product())).isEqualTo(reason);
    }
  }

  @Test
  void poolsByProductAreEmptiedApart() {
    Bench bench = bench(PER_PRODUCT);
    Caller caller = app("2", "tenant-a");

    spend(bench, caller, "/rest/api/3/user", 65_000);

    assertThat(answer(bench.decide("GET", "/rest/api/3/user", caller))).isEqualTo("Exhausted");
    allowed(bench.decide("GET", "/wiki/api/v2/pages/1", caller));
  }

  /** Vector 8, through the whole policy: bounds reserved, objects settled, bursts counted. */
  @Test
  void nobodyNoticesTheAttackOfOneTenantOnASharedPool() {
    PoolAttack plain = PoolAttack.run(bench(ACROSS), AtlassianExampleTest::app);
    PoolAttack shared = PoolAttack.run(bench(PER_PRODUCT), AtlassianExampleTest::app);

    assertThat(plain.refusedShare()).as("plain, %s", plain).isGreaterThan(0.9);
    assertThat(shared.refusedShare()).as("shared, %s", shared).isLessThan(0.02);
    assertThat(shared.attackerRefused()).as("%s", shared).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {ACROSS, PER_PRODUCT})
  void anAppThatChangesItsTierKeepsTheCountsOfBoth(String variant) {
    Bench bench = bench(variant);
    Caller before = app("1", "tenant-a");
    Caller after = app("2", "tenant-a");
    long one = remaining(bench, before, TIER_ONE);
    spend(bench, before, "/rest/api/3/user", 1_000);
    Decision running = bench.decide("GET", "/rest/api/3/search/jql", before);

    spend(bench, after, "/rest/api/3/user", 300);
    bench.settle(running, Actual.points(41));

    assertThat(remaining(bench, after, TIER_TWO)).isEqualTo(65_000 - 300);
    assertThat(one - remaining(bench, before, TIER_ONE)).isEqualTo(1_000 + 41);
    spend(bench, before, "/rest/api/3/user", 10);
    assertThat(remaining(bench, after, TIER_TWO)).isEqualTo(65_000 - 300);
    assertThat(one - remaining(bench, before, TIER_ONE)).isEqualTo(1_000 + 41 + 10);
  }

  @Test
  void aLimitIsAnnouncedBeforeItIsEnforced() {
    Caller caller = app("1", "tenant-a");

    assertThat(phase(at("2025-10-31T00:00:00Z"), caller)).isEqualTo(Set.of());
    assertThat(phase(at("2025-12-01T00:00:00Z"), caller)).isEqualTo(Set.of(Phase.ADVERTISE));
    assertThat(phase(ENFORCED, caller)).isEqualTo(Set.of(Phase.ENFORCE));
  }

  @Test
  void theFrontendAndTenantsThatMigrateAreExempt() {
    Bench bench = bench(ACROSS);
    Caller frontend =
        builder(new App("frontend", "frontend", "1"), Tenant.of("tenant-a", "", 0)).build();
    Caller migrating =
        builder(new App("app-2", "app-2", "2"), Tenant.of("tenant-b", "standard", 100))
            .attribute("migration", "open")
            .build();

    assertThat(names(bench, frontend)).isEmpty();
    assertThat(names(bench, migrating)).containsExactly("burst");
    assertThat(names(bench, app("2", "tenant-b"))).containsExactly("burst", TIER_TWO);
  }

  @Test
  void whatBringsAnAppIntoTierTwoIsPublishedAsData() {
    for (String variant : List.of(ACROSS, PER_PRODUCT)) {
      assertThat(bench(variant).policy().review())
          .isEqualTo(new Review(TIER_ONE, "2", 8_000, 3, 30, 5, true));
    }
  }

  @Test
  void aTokenOfAUserHasBurstsOnly() {
    Caller token = Caller.builder().tenant(Tenant.of("tenant-a", "free", 5)).user("u-1").build();

    assertThat(names(bench(ACROSS), token)).containsExactly("burst");
  }

  @Test
  void burstsAreLimitedByOperationAndMethod() {
    Bench bench = bench(ACROSS);
    Caller caller = app("1", "tenant-a");
    for (int i = 0; i < 5; i++) {
      allowed(bench.decide("GET", "/rest/api/3/search/jql", caller));
    }

    assertThat(throttledBy(bench.decide("GET", "/rest/api/3/search/jql", caller)))
        .isEqualTo("burst");
    allowed(bench.decide("POST", "/rest/api/3/search/jql", caller));
  }

  /** Vector 7, the policy's half: the share is stated here and obeyed by the dialect. */
  @Test
  void tierOneIsDisclosedFromEightyPercentAndIsNearBelowTwenty() {
    Rule.Terms terms =
        bench(ACROSS).policy().snapshot().rules().stream()
            .filter(rule -> rule.name().equals(TIER_ONE))
            .findFirst()
            .orElseThrow()
            .terms();

    assertThat(terms.discloseFrom()).isEqualTo(0.8);
    assertThat(terms.nearShare()).isEqualTo(0.2);
  }

  private static Bench bench(String variant) {
    return bench(variant, ENFORCED);
  }

  private static Bench bench(String variant, long now) {
    var path = Policies.examples().resolve("atlassian-cloud").resolve(variant);
    return new Bench(Policies.loaded(PolicyLoader.load(path)), now);
  }

  /** Takes so many points at once, as a caller that states its costs. */
  private static void spend(Bench bench, Caller caller, String path, long points) {
    allowed(bench.decide("GET", path, caller, Map.of(Quote.POINTS, points)));
  }

  private static String answer(Decision decision) {
    return decision.getClass().getSimpleName();
  }

  private static void allowed(Decision decision) {
    assertThat(answer(decision)).isEqualTo("Allowed");
  }

  /** The first refusal of calls of a thousand points. */
  private static Decision exhausting(Bench bench, String path, Caller caller) {
    Decision decision = bench.decide("GET", path, caller);
    while (decision instanceof Decision.Allowed) {
      decision = bench.decide("GET", path, caller, Map.of(Quote.POINTS, 1_000L));
    }
    return decision;
  }

  private static PriceRule rule(Bench bench, String method, String target) {
    Call call = bench.call(method, target, Caller.ANONYMOUS);
    return bench.policy().snapshot().prices().rule(call.operation());
  }

  private static Verdict verdict(Decision decision, String rule) {
    return decision.verdicts().stream()
        .filter(verdict -> verdict.claim().rule().name().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  /** Asked by a call that costs nothing. */
  private static long remaining(Bench bench, Caller caller, String rule) {
    Decision free = bench.decide("GET", "/rest/api/3/user", caller, Map.of(Quote.POINTS, 0L));
    return verdict(free, rule).remaining();
  }

  private static long amount(Bench bench, String method, String path, Caller caller) {
    return bench.decide(method, path, caller).verdicts().stream()
        .filter(verdict -> verdict.claim().rule().kind() == Rule.Kind.QUOTA)
        .mapToLong(verdict -> verdict.claim().meter().amount())
        .sum();
  }

  private static Set<Phase> phase(long now, Caller caller) {
    Bench bench = bench(ACROSS, now);
    Call call = bench.call("GET", "/rest/api/3/user", caller);
    return bench.policy().snapshot().match(call, now).claims().stream()
        .filter(claim -> claim.rule().name().equals(TIER_ONE))
        .map(Claim::phase)
        .collect(Collectors.toSet());
  }

  private static List<String> names(Bench bench, Caller caller) {
    return bench.decide("GET", "/rest/api/3/user", caller).verdicts().stream()
        .map(verdict -> verdict.claim().rule().name())
        .toList();
  }

  private static String throttledBy(Decision decision) {
    return ((Decision.Throttled) decision).binding().claim().rule().name();
  }

  private static Caller app(String tier, String tenant) {
    return app("app-1", tier, Tenant.of(tenant, "free", 100));
  }

  private static Caller app(String id, String tier, Tenant tenant) {
    return builder(new App(id, id, tier), tenant).build();
  }

  private static Caller.Builder builder(App app, Tenant tenant) {
    return Caller.builder().tenant(tenant).app(app).attribute("runtime", "marketplace");
  }

  private static long at(String instant) {
    return Micros.of(Instant.parse(instant));
  }
}
