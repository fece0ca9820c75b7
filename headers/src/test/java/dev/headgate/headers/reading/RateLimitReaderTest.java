package dev.headgate.headers.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.headers.CostKind;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfBytes;
import dev.headgate.headers.structured.SfInteger;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.SfToken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitReaderTest {

  private static final String POLICY = "RateLimit-Policy";
  private static final String LIMIT = "RateLimit";

  private final RateLimitReader reader = new RateLimitReader();

  @Test
  void namedPoliciesAndLimitsAreRead() {
    RateLimitReading reading =
        read(
            Map.of(
                POLICY, List.of("\"burst\";q=100;w=60,\"daily\";q=1000;w=86400"),
                LIMIT, List.of("\"burst\";r=50;t=30")));

    assertThat(reading.policies())
        .containsExactly(
            RateLimitPolicy.of("burst", 100, 60), RateLimitPolicy.of("daily", 1_000, 86_400));
    assertThat(reading.limits()).containsExactly(RateLimit.of("burst", 50, 30));
    assertThat(reading.ignored()).isEmpty();
  }

  @Test
  void everyParameterOfAPolicyIsRead() {
    String line =
        "\"up\";q=65000;w=3600;qu=\"content-bytes\";pk=:dGVuYW50LWE=:;hg-unit=\"points\";z";

    RateLimitPolicy policy = read(Map.of(POLICY, List.of(line))).policies().getFirst();

    PolicyRef ref =
        new PolicyRef("up", new SfBytes("tenant-a".getBytes(StandardCharsets.US_ASCII)));
    assertThat(policy.ref()).isEqualTo(ref);
    assertThat(policy.quota()).isEqualTo(65_000);
    assertThat(policy.windowSeconds()).isEqualTo(3_600);
    assertThat(policy.unit()).isEqualTo("content-bytes");
    assertThat(policy.extra().values()).containsOnlyKeys("hg-unit", "z");
    assertThat(policy.extra().get("hg-unit")).isEqualTo(new SfString("points"));
  }

  @Test
  void whatAPolicyLeavesOutHasItsDefault() {
    RateLimitPolicy policy = read(Map.of(POLICY, List.of("\"a\";q=0"))).policies().getFirst();

    assertThat(policy)
        .isEqualTo(new RateLimitPolicy(PolicyRef.of("a"), 0, null, "requests", Parameters.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"x\";r=7;t=30;hg-cost=51;hg-cost-kind=final', 51, FINAL",
    "'\"x\";r=7;t=30;hg-cost=51;hg-cost-kind=reserved', 51, RESERVED",
    "'\"x\";r=7;t=30;hg-cost=51', 51, FINAL",
    "'\"x\";r=7;t=30;c=3', 3, FINAL",
    "'\"x\";a=7;w=30;c=3', 3, FINAL"
  })
  void bothAlphabetsAndTheCostAreRead(String line, long points, CostKind kind) {
    RateLimit limit = read(Map.of(LIMIT, List.of(line))).limits().getFirst();

    Cost cost = new Cost(points, kind);
    assertThat(limit).isEqualTo(new RateLimit(PolicyRef.of("x"), 7, 30L, cost, Parameters.NONE));
  }

  @Test
  void theFirstAlphabetGoesBeforeTheSecond() {
    RateLimit limit = read(Map.of(LIMIT, List.of("\"x\";a=1;w=2;r=3;t=4"))).limits().getFirst();

    assertThat(limit.remaining()).isEqualTo(3);
    assertThat(limit.resetSeconds()).isEqualTo(4);
  }

  @Test
  void aCostThatIsNotUnderstoodIsExtra() {
    RateLimit limit = read(Map.of(LIMIT, List.of("\"x\";r=1;c=free"))).limits().getFirst();

    assertThat(limit.cost()).isNull();
    assertThat(limit.extra().get("c")).isEqualTo(new SfToken("free"));
  }

  @Test
  void severalLinesAreOneField() {
    RateLimitReading reading =
        read(Map.of("ratelimit", List.of("\"a\";r=1", "\"b\";r=2;t=0, \"c\";r=3")));

    assertThat(reading.limits())
        .extracting(limit -> limit.ref().name())
        .containsExactly("a", "b", "c");
    assertThat(reading.limits().getFirst().resetSeconds()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"a\"",
        "\"a\";q",
        "\"a\";q=-1",
        "\"a\";q=1.5",
        "\"a\";q=\"1\"",
        "\"a\";q=1;w=0",
        "\"a\";q=1;w=1.5",
        "\"a\";q=1;qu=requests",
        "\"a\";q=1;pk=\"x\"",
        "\"b\";q=1, \"a\"",
        "a;q=1",
        "(\"a\");q=1",
        "\"a\";q=1,",
        "\"a\";q=1000000000000000",
        "-100;w=60",
        "1.5;w=60",
        "100;w=minute",
        "\"a;q=1"
      })
  void aMalformedPolicyFieldIsIgnoredAsAWhole(String line) {
    RateLimitReading reading = read(Map.of(POLICY, List.of(line), LIMIT, List.of("\"a\";r=1;t=2")));

    assertThat(reading.policies()).isEmpty();
    assertThat(reading.limits()).containsExactly(RateLimit.of("a", 1, 2));
    assertIgnored(reading, POLICY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"a\"",
        "\"a\";t=5",
        "\"a\";r=-1",
        "\"a\";r=1;t=-1",
        "\"a\";r=1;t=2.5",
        "\"a\";r=?1",
        "\"a\";r=1;pk=x",
        "\"a\";r=1, \"b\"",
        "(\"a\")",
        "50",
        "a;r=1",
        "limit=100",
        "limit=100, remaining=-1",
        "limit=100, remaining=1, reset=soon",
        "limit=100, remaining=(1)",
        "remaining=1",
        "limit=100, remaining=1,"
      })
  void aMalformedLimitFieldIsIgnoredAsAWhole(String line) {
    RateLimitReading reading = read(Map.of(POLICY, List.of("\"a\";q=1;w=2"), LIMIT, List.of(line)));

    assertThat(reading.policies()).containsExactly(RateLimitPolicy.of("a", 1, 2));
    assertThat(reading.limits()).isEmpty();
    assertIgnored(reading, LIMIT);
  }

  @Test
  void theProblemSaysWhatWasFoundAndExpected() {
    RateLimitReading reading = read(Map.of(POLICY, List.of("\"a\";q=1;w=0")));

    assertThat(reading.ignored())
        .containsExactly(
            new RateLimitReading.Ignored(POLICY, "w: \"0\" (expected: an Integer >= 1)"));
  }

  @Test
  void announcedLimitsAreReadByTheirPrefix() {
    FieldLines fields =
        FieldLines.of(
            Map.of(
                "RateLimit", List.of("\"a\";r=1;t=2"),
                "Beta-RateLimit", List.of("\"b\";r=0;t=4"),
                "Beta-RateLimit-Policy", List.of("\"b\";q=3;w=4")));

    RateLimitReading announced = new RateLimitReader("Beta-", RateLimitReader.BOUNDS).read(fields);

    assertThat(announced.limits()).containsExactly(RateLimit.of("b", 0, 4));
    assertThat(announced.policies()).containsExactly(RateLimitPolicy.of("b", 3, 4));
    assertThat(reader.read(fields).limits()).containsExactly(RateLimit.of("a", 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimitReader("B\r\n", RateLimitReader.BOUNDS));
  }

  @Test
  void theDictionaryOfDraft07IsRead() {
    RateLimitReading reading =
        read(
            Map.of(
                POLICY, List.of("10;w=1, 100;w=60;burst=200"),
                LIMIT, List.of("limit=100, remaining=50, reset=5")));

    Parameters burst = Parameters.of("burst", new SfInteger(200));
    assertThat(reading.policies())
        .containsExactly(
            RateLimitPolicy.of("10;w=1", 10, 1),
            new RateLimitPolicy(PolicyRef.of("100;w=60"), 100, 60L, "requests", burst));
    assertThat(reading.limits()).containsExactly(RateLimit.of("100;w=60", 50, 5));
  }

  @Test
  void theThreeFieldsOfDrafts00To06AreRead() {
    RateLimitReading reading =
        read(
            Map.of(
                POLICY,
                List.of("100;w=60"),
                "RateLimit-Limit",
                List.of("100"),
                "RateLimit-Remaining",
                List.of("50"),
                "RateLimit-Reset",
                List.of("5")));

    assertThat(reading.policies()).containsExactly(RateLimitPolicy.of("100;w=60", 100, 60));
    assertThat(reading.limits()).containsExactly(RateLimit.of("100;w=60", 50, 5));
  }

  @Test
  void threeFieldsWithoutAPolicyStillStateAQuota() {
    RateLimitReading reading =
        read(Map.of("RateLimit-Limit", List.of("100"), "RateLimit-Remaining", List.of("50")));

    assertThat(reading.policies())
        .containsExactly(
            new RateLimitPolicy(PolicyRef.of("100"), 100, null, "requests", Parameters.NONE));
    assertThat(reading.limits())
        .containsExactly(new RateLimit(PolicyRef.of("100"), 50, null, null, Parameters.NONE));
  }

  @Test
  void theNamedQuotasOfEnvoyAreRead() {
    RateLimitReading reading =
        read(
            Map.of(
                "X-RateLimit-Limit", List.of("10, 10;w=1;name=\"per-ip\", 1000;w=3600"),
                "X-RateLimit-Remaining", List.of("9"),
                "X-RateLimit-Reset", List.of("1")));

    assertThat(reading.policies())
        .containsExactly(
            RateLimitPolicy.of("per-ip", 10, 1), RateLimitPolicy.of("1000;w=3600", 1_000, 3_600));
    assertThat(reading.limits()).containsExactly(RateLimit.of("per-ip", 9, 1));
  }

  @Test
  void fieldsOfOtherDialectsAreLeftAlone() {
    RateLimitReading reading =
        read(
            Map.of(
                "X-RateLimit-Limit", List.of("5000"),
                "X-RateLimit-Remaining", List.of("4999"),
                "X-RateLimit-Reset", List.of("1774540800")));

    assertThat(reading).isEqualTo(new RateLimitReading(List.of(), List.of(), List.of()));
  }

  @Test
  void theNewestFormGoesFirst() {
    RateLimitReading reading =
        read(
            Map.of(
                LIMIT,
                List.of("\"a\";r=1;t=2"),
                "RateLimit-Limit",
                List.of("100"),
                "RateLimit-Remaining",
                List.of("50")));

    assertThat(reading.limits()).containsExactly(RateLimit.of("a", 1, 2));
    assertThat(reading.policies()).isEmpty();
  }

  @Test
  void aFieldBeyondTheBoundsIsMalformed() {
    String tooMany = "\"a\";r=1" + ", \"a\";r=1".repeat(RateLimitReader.BOUNDS.membersMax());

    RateLimitReading reading = read(Map.of(LIMIT, List.of(tooMany)));

    assertThat(reading.limits()).isEmpty();
    assertIgnored(reading, LIMIT);
  }

  private RateLimitReading read(Map<String, List<String>> fields) {
    return reader.read(FieldLines.of(fields));
  }

  private static void assertIgnored(RateLimitReading reading, String field) {
    assertThat(reading.ignored()).hasSize(1);
    assertThat(reading.ignored().getFirst().field()).isEqualTo(field);
    assertThat(reading.ignored().getFirst().problem()).matches("[ -~]{5,300}");
  }
}
