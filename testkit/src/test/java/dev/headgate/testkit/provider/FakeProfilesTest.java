package dev.headgate.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.client.profile.Profiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fake says what its provider documents, written here as literals (WIRE, section 6). */
class FakeProfilesTest {
  private static final String ORIGIN = "http://127.0.0.1:8080";
  private static final long NOW =
      Instant.parse("2026-03-26T16:25:28Z").getEpochSecond() * 1_000_000;

  static List<String> names() {
    return List.copyOf(Profiles.byName().keySet());
  }

  private static ProviderModel fake(String name) {
    return new ProviderModel(FakeProfile.named(name), ProviderSettings.USUAL);
  }

  private static Asked get(String target) {
    return Asked.of("GET", ORIGIN, target);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyProfileOfTheClientHasAFakeThatRefusesInTheEnd(String name) {
    ProviderModel fake = fake(name);

    Reply first = fake.answer(get("/items"), NOW);
    Reply last = first;
    for (int i = 0; i < 6_000 && fake.tally().refused() == 0; i++) {
      last = fake.answer(get("/items"), NOW);
    }

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.field("Date")).isEqualTo("Thu, 26 Mar 2026 16:25:28 GMT");
    assertThat(last.status()).isIn(429, 403);
    assertThat(fake.tally().refused()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ietf | RateLimit-Policy | \"limit\";q=600;w=60",
        "ietf | RateLimit | \"limit\";r=599;t=32",
        "generic | X-RateLimit-Limit | 600",
        "generic | X-RateLimit-Remaining | 599",
        "generic | X-RateLimit-Reset | 1774542360",
        "okta | X-Rate-Limit-Reset | 1774542360",
        "atlassian | RateLimit-Policy | \"global-app-quota\";q=65000;w=3600;hg-unit=\"points\"",
        "atlassian | X-RateLimit-Limit | 100",
        "atlassian | X-RateLimit-Reset | 2026-03-26T16:25:29Z",
        "atlassian-data-center | X-RateLimit-Limit | 50",
        "atlassian-data-center | X-RateLimit-Remaining | 49",
        "atlassian-data-center | X-RateLimit-Interval-Seconds | 1",
        "atlassian-data-center | X-RateLimit-FillRate | 10",
        "atlassian-data-center | Retry-After | 0",
        "github | X-RateLimit-Limit | 5000",
        "github | X-RateLimit-Resource | core",
        "github | X-RateLimit-Reset | 1774544400",
        "shopify | X-Shopify-Shop-Api-Call-Limit | 1/40",
        "salesforce | Sforce-Limit-Info | api-usage=1/5000",
        "openai | x-ratelimit-limit-requests | 60",
        "openai | x-ratelimit-reset-requests | 1s",
        "openai | x-ratelimit-remaining-tokens | 39500",
        "openai | x-ratelimit-reset-tokens | 750ms",
        "anthropic | anthropic-ratelimit-requests-reset | 2026-03-26T16:25:29Z",
        "discord | X-RateLimit-Bucket | route",
        "discord | X-RateLimit-Reset-After | 2",
        "riot | X-App-Rate-Limit | 20:1,100:120",
        "riot | X-App-Rate-Limit-Count | 1:1,1:120"
      })
  void theFirstAnswerSaysWhatTheProviderDocuments(String name, String field, String value) {
    Reply reply = fake(name).answer(get("/items"), NOW);

    assertThat(reply.field(field)).as("%s of %s", field, reply.fields()).isEqualTo(value);
  }

  @Test
  void anEnvironmentOfJamaTakesTenInAnySecondWhoeverCallsAndSaysNothing() {
    ProviderModel jama = fake("jama");

    for (int i = 0; i < 10; i++) {
      Asked asked = get("/rest/v1/items").with("Authorization", "Basic user-" + i % 3);
      assertThat(jama.answer(asked, NOW + i).status()).isEqualTo(200);
    }
    Reply eleventh = jama.answer(get("/rest/v1/items"), NOW + 999_999);

    assertThat(eleventh.status()).isEqualTo(429);
    assertThat(eleventh.field("Retry-After")).isNull();
    assertThat(eleventh.fields()).noneMatch(field -> field.name().contains("RateLimit"));
    assertThat(jama.answer(get("/rest/v1/items"), NOW + 1_000_000).status()).isEqualTo(200);
  }

  @Test
  void aFloatLicenceIsRefusedForItsLicenceAndNot429() {
    ProviderModel jama = fake("jama");

    Reply reply = jama.answer(get("/rest/v1/items").with("Fake-Licence", "float"), NOW);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body()).contains("named-creator-licence-required");
    assertThat(jama.tally().refused()).isZero();
  }

  /** Ten at the end of a second, and ten more at its edge or, in the last row, a second later. */
  @ParameterizedTest
  @CsvSource({
    "BUCKET, 1, 10",
    "CALENDAR, 1, 20",
    "SLIDING, 1, 10",
    "BUCKET, 100000, 11",
    "SLIDING, 1000000, 20"
  })
  void aRateIsCountedAsTheProviderCounts(RateForm.Kind kind, long later, int passing) {
    FakeProfile profile = FakeProfile.named("jama").withRate(RateForm.perSecond(kind, 10));
    ProviderModel jama = new ProviderModel(profile, ProviderSettings.USUAL);
    long end = NOW + 999_999;

    for (int i = 0; i < 20; i++) {
      jama.answer(get("/a"), i < 10 ? end : end + later);
    }

    assertThat(jama.tally().carriedOut()).isEqualTo(passing);
  }

  @Test
  void aSecondaryLimitShowsItselfOnlyInARefusal() {
    ProviderModel host = fake("github");
    Asked write = Asked.of("POST", ORIGIN, "/repos/a/b/issues");

    Reply last = host.answer(write, NOW);
    for (int i = 0; i < 180; i++) {
      last = host.answer(write, NOW);
    }

    assertThat(last.status()).isEqualTo(403);
    assertThat(last.body()).contains("secondary rate limit");
    assertThat(last.field("X-RateLimit-Remaining")).isNotEqualTo("0");
    assertThat(last.field("Retry-After")).isEqualTo("32");
  }

  @Test
  void aQueryOfGraphQlIsRefusedInsideOfTwoHundred() {
    ProviderModel shop = fake("shopify");
    Asked query = Asked.of("POST", ORIGIN, "/graphql").with("Fake-Points", "400");

    Reply first = shop.answer(query, NOW);
    shop.answer(query, NOW);
    Reply third = shop.answer(query, NOW);

    assertThat(first.body())
        .contains("\"actualQueryCost\":400", "\"currentlyAvailable\":600", "\"restoreRate\":100");
    assertThat(third.status()).isEqualTo(200);
    assertThat(third.body()).contains("\"THROTTLED\"", "\"currentlyAvailable\":200");
    assertThat(shop.tally().refused()).isEqualTo(1);
  }

  @Test
  void aTenantOfTheSecondTierHasAQuotaOfItsOwn() {
    FakeProfile jira =
        FakeProfile.named("atlassian")
            .withCaller(Map.of("tier", "2", "plan", "standard", "users", "2000"));

    Reply reply = new ProviderModel(jira, ProviderSettings.USUAL).answer(get("/a"), NOW);

    assertThat(reply.field("RateLimit-Policy")).startsWith("\"tenant-app-quota\";q=120000");
  }

  @Test
  void aProfileOfSeveralLimitsTakesARateOnlyAsAPolicy() {
    assertThatThrownBy(
            () -> FakeProfile.named("github").withRate(RateForm.perSecond(RateForm.Kind.BUCKET, 1)))
        .hasMessage("rate of github: several limits (expected: a policy that states them)");
  }
}
