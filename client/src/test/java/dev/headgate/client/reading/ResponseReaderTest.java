package dev.headgate.client.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.reading.Ending.Refused;
import dev.headgate.client.sim.Servers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What responses of many providers say, and what broken ones do not. */
class ResponseReaderTest {
  private static final long SECOND = 1_000_000;
  private static final Instant NOW = Instant.parse("2026-03-26T15:30:00Z");
  private static final String USAGE = "api-usage=10018/100000";
  private static final String DATE = "Thu, 26 Mar 2026 15:30:00 GMT";

  @Test
  void theDraftsLimitsNameThemselvesAndAnnouncedOnesAreNotInForce() {
    Said said =
        read(
            Profiles.ATLASSIAN,
            200,
            Map.of(
                "RateLimit-Policy", "\"global-app-quota\";q=65000;w=3600",
                "RateLimit", "\"global-app-quota\";r=11000;t=600;hg-cost=51",
                "Beta-RateLimit", "\"tenant-app-quota\";r=0;t=10"));

    assertThat(said.stands()).hasSize(2);
    Stand quota = said.stands().getFirst();
    assertThat(quota.quota()).isEqualTo(65_000);
    assertThat(quota.remaining()).isEqualTo(11_000);
    assertThat(quota.span().windowMicros()).isEqualTo(3_600 * SECOND);
    assertThat(quota.span().resetMicros()).isEqualTo(600 * SECOND);
    assertThat(said.stands().getLast().isInForce()).isFalse();
    assertThat(said.cost()).isEqualTo(51);
    assertThat(said.ending()).isEqualTo(new Ending.Done());
  }

  @Test
  void whatIsLeftMayBeWithheld() {
    Map<String, String> fields = Map.of("RateLimit-Policy", "\"global-app-quota\";q=65000;w=3600");

    Stand quota = only(read(Profiles.ATLASSIAN, 200, fields));

    assertThat(quota.remaining()).isNull();
    assertThat(quota.quota()).isEqualTo(65_000);
  }

  @Test
  void aRefusalNamesItsReason() {
    Map<String, String> fields =
        Map.of("RateLimit-Reason", "jira-per-issue-on-write", "Retry-After", "2");

    assertThat(read(Profiles.ATLASSIAN, 429, fields).ending())
        .isEqualTo(new Refused(List.of("jira-per-issue-on-write"), 2 * SECOND));
  }

  @Test
  void aProblemNamesTheViolatedPolicies() {
    Response response =
        new Response(
            429,
            Servers.lines(Map.of()),
            "{\"type\": \"x\", \"violated-policies\": [\"daily\", \"burst\"]}");

    assertThat(reader(Profiles.IETF_DRAFT).read(response, micros()).ending())
        .isEqualTo(new Refused(List.of("daily", "burst"), null));
  }

  /** Seconds from now that each value means; 1774539000 is the instant 15:30:00Z. */
  @ParameterizedTest
  @CsvSource({
    "60, 60",
    "0, 0",
    "1774539060, 60",
    "1774539060000, 60",
    "1774539060000000, 60",
    "1774539060000000000, 60",
    "1774539060.5, 60.5",
    "1774538000, 0",
    "999999999, 999999999",
    "1.5, 1.5",
    "12ms, 0.012",
    "6m0s, 360",
    "1h2m3.5s, 3723.5",
    "1d, 86400",
    "PT1M30S, 90",
    "2026-03-26T15:31:00Z, 60",
    "2026-03-26T15:31Z, 60",
    "'Thu, 26 Mar 2026 15:31:00 GMT', 60",
    "'Thu Mar 26 2026 15:31:00 GMT+0000 (Coordinated Universal Time)', 60",
    "2026-03-26T14:00:00Z, 0",
    "99999999999999999999999999, 2147483648"
  })
  void anUnknownResetIsReadByShapeThenBySize(String value, String seconds) {
    Map<String, String> fields = Map.of("X-RateLimit-Remaining", "5", "X-RateLimit-Reset", value);

    Stand stand = only(read(Profiles.GENERIC, 200, fields));

    assertThat(stand.span().resetMicros()).isEqualTo((long) (Double.parseDouble(seconds) * SECOND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "", "PT", "0x10", "2026-13-45T00:00:00Z", "5;5", "NaN"})
  void aResetThatCannotBeUnderstoodIsLeftOut(String value) {
    Map<String, String> fields = Map.of("X-RateLimit-Remaining", "5", "X-RateLimit-Reset", value);

    Stand stand = only(read(Profiles.GENERIC, 200, fields));

    assertThat(stand.remaining()).isEqualTo(5);
    assertThat(stand.span().resetMicros()).isNull();
  }

  @Test
  void instantsAreMeasuredByTheServersOwnClock() {
    Map<String, String> fields = new HashMap<>();
    fields.put("X-RateLimit-Remaining", "0");
    fields.put("X-RateLimit-Reset", String.valueOf(NOW.getEpochSecond() + 3_600 + 30));
    fields.put("Date", "Thu, 26 Mar 2026 16:30:00 GMT");

    Stand stand = only(read(Profiles.GITHUB, 200, fields));

    assertThat(stand.span().resetMicros()).as("the server is an hour ahead").isEqualTo(30 * SECOND);
  }

  /**
   * FACTS, vector 13: what a 429 with this Retry-After makes us wait; empty for our own backoff.
   */
  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "0,",
    "'Thu, 26 Mar 2026 15:30:30 GMT', 30",
    "'Thursday, 26-Mar-26 15:30:30 GMT', 30",
    "'Thu Mar 26 15:30:30 2026', 30",
    "2026-03-26T16:00Z, 1800",
    "1000000000000000000, 2147483648",
    "'Thu, 26 Mar 2026 15:00:00 GMT',",
    "soon,",
    "<html>,"
  })
  void retryAfterInAnyFormIsAWaitOrNothing(String value, @Nullable Long seconds) {
    Map<String, String> fields = Map.of("Retry-After", value, "Date", DATE);

    assertThat(read(Profiles.JAMA, 429, fields).ending())
        .isEqualTo(new Refused(List.of(), seconds == null ? null : seconds * SECOND));
  }

  @Test
  void millisecondsTellTheSameWaitMoreExactly() {
    Map<String, String> fields = Map.of("Retry-After-Ms", "1500", "Retry-After", "2");

    assertThat(read(Profiles.OPENAI, 429, fields).ending())
        .isEqualTo(new Refused(List.of(), 1_500_000L));
  }

  @Test
  void whereRetryAfterIsMissingTheLongestResetOfWhatIsExhaustedHolds() {
    Map<String, String> fields =
        Map.of("RateLimit", "\"a\";r=0;t=5, \"b\";r=0;t=90, \"c\";r=1;t=500");

    assertThat(read(Profiles.IETF_DRAFT, 429, fields).ending())
        .isEqualTo(new Refused(List.of(), 90 * SECOND));
  }

  @Test
  void retryAfterOverridesTheFields() {
    Map<String, String> fields = Map.of("RateLimit", "\"a\";r=0;t=5", "Retry-After", "40");

    assertThat(read(Profiles.IETF_DRAFT, 429, fields).ending())
        .isEqualTo(new Refused(List.of(), 40 * SECOND));
  }

  @Test
  void aSecondaryLimitIsARefusalThoughItIsForbidden() {
    Response response =
        new Response(
            403,
            Servers.lines(Map.of()),
            "{\"message\": \"You have exceeded a Secondary Rate Limit\"}");

    assertThat(reader(Profiles.GITHUB).read(response, micros()).ending())
        .isEqualTo(new Refused(List.of("secondary"), null));
  }

  @Test
  void aForbiddenCallIsNoRefusal() {
    assertThat(read(Profiles.GITHUB, 403, Map.of()).ending()).isEqualTo(new Ending.Done());
    assertThat(read(Profiles.JAMA, 403, Map.of()).ending()).isEqualTo(new Ending.Done());
  }

  @Test
  void anErrorInsideOfTwoHundredIsARefusal() {
    String body =
        """
        {"errors": [{"extensions": {"code": "THROTTLED"}}], "extensions": {"cost": {
          "requestedQueryCost": 101, "actualQueryCost": null, "throttleStatus": {
            "maximumAvailable": 1000.0, "currentlyAvailable": 20, "restoreRate": 50.0}}}}""";

    Said said =
        reader(Profiles.SHOPIFY).read(new Response(200, Servers.lines(Map.of()), body), micros());

    assertThat(said.ending()).isEqualTo(new Refused(List.of("query-cost"), null));
    Stand stand = only(said);
    assertThat(stand.remaining()).isEqualTo(20);
    assertThat(stand.span().windowMicros()).isEqualTo(20 * SECOND);
  }

  @Test
  void htmlWithARefusalIsARefusalAndNothingElse() {
    Response response =
        new Response(429, Servers.lines(Map.of()), "<html><h1>429 \"violated-policies\"</h1>");

    assertThat(reader(Profiles.GENERIC).read(response, micros()).ending())
        .isEqualTo(new Refused(List.of(), null));
  }

  @Test
  void unavailableWithRetryAfterWasNotCarriedOut() {
    assertThat(read(Profiles.GENERIC, 503, Map.of("Retry-After", "9")).ending())
        .isEqualTo(new Ending.Unavailable(9 * SECOND));
    assertThat(read(Profiles.GENERIC, 503, Map.of()).ending()).isEqualTo(new Ending.Trouble(503));
    assertThat(read(Profiles.GENERIC, 500, Map.of("Retry-After", "9")).ending())
        .isEqualTo(new Ending.Trouble(500));
  }

  @Test
  void whatACacheKeptIsIgnored() {
    Map<String, String> fields = Map.of("RateLimit", "\"a\";r=0;t=5", "Age", "40");

    assertThat(read(Profiles.IETF_DRAFT, 200, fields).stands()).isEmpty();
  }

  @Test
  void bucketsAreReadFromEachOfTheirForms() {
    Stand center =
        only(
            read(
                Profiles.ATLASSIAN_DATA_CENTER,
                200,
                Map.of(
                    "X-RateLimit-Limit", "100",
                    "X-RateLimit-Remaining", "40",
                    "X-RateLimit-Interval-Seconds", "10",
                    "X-RateLimit-FillRate", "50")));
    Stand shop =
        only(read(Profiles.SHOPIFY, 200, Map.of("X-Shopify-Shop-Api-Call-Limit", "32/40")));
    Stand day = only(read(Profiles.SALESFORCE, 200, Map.of("Sforce-Limit-Info", USAGE)));

    assertThat(center.span().windowMicros()).as("100 at 50 in 10 s").isEqualTo(20 * SECOND);
    assertThat(shop.remaining()).isEqualTo(8);
    assertThat(day.remaining()).isEqualTo(89_982);
  }

  @Test
  void severalWindowsOfOneLimitAreKeptApart() {
    Said said =
        read(
            Profiles.RIOT,
            200,
            Map.of("X-App-Rate-Limit", "20:1,100:120", "X-App-Rate-Limit-Count", "3:1,99:120"));

    assertThat(said.stands())
        .extracting(Stand::partition, Stand::remaining)
        .containsExactlyInAnyOrder(tuple("1s", 17L), tuple("120s", 1L));
  }

  @Test
  void aBucketOfADifferentNameIsADifferentLimit() {
    Map<String, String> fields =
        Map.of(
            "X-RateLimit-Limit", "5",
            "X-RateLimit-Remaining", "4",
            "X-RateLimit-Reset-After", "0.75",
            "X-RateLimit-Bucket", "abc");

    Stand stand = only(read(Profiles.DISCORD, 200, fields));

    assertThat(stand.limit()).isEqualTo("abc");
    assertThat(stand.span().resetMicros()).isEqualTo(750_000);
  }

  @Test
  void nonsenseIsListedAndHarmless() {
    Map<String, String> fields =
        Map.of(
            "RateLimit", "\"x\";r=abc",
            "X-RateLimit-Remaining", "-3",
            "X-RateLimit-Limit", "many",
            "Date", "yesterday");

    Said said = read(Profiles.GENERIC, 200, fields);

    assertThat(said.stands()).isEmpty();
    assertThat(said.ignored()).isNotEmpty().allMatch(problem -> problem.contains("RateLimit"));
  }

  private static Stand only(Said said) {
    assertThat(said.stands()).hasSize(1);
    return said.stands().getFirst();
  }

  private static Said read(Profile profile, int status, Map<String, String> fields) {
    return reader(profile).read(Response.of(status, Servers.lines(fields)), micros());
  }

  private static ResponseReader reader(Profile profile) {
    return new ResponseReader(profile.dialect());
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, NOW);
  }
}
