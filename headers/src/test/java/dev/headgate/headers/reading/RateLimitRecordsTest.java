package dev.headgate.headers.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.headers.Alphabet;
import dev.headgate.headers.CostKind;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfBytes;
import dev.headgate.headers.structured.SfInteger;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.StructuredFields;
import org.junit.jupiter.api.Test;

class RateLimitRecordsTest {

  @Test
  void aPolicyIsEmittedInTheOrderOfTheDraft() {
    PolicyRef ref = new PolicyRef("up", new SfBytes(new byte[] {1}));
    Parameters extra = Parameters.of("hg-unit", new SfString("points"));
    RateLimitPolicy policy = new RateLimitPolicy(ref, 100, 60L, "content-bytes", extra);

    assertText(
        policy.toItem(), "\"up\";q=100;w=60;qu=\"content-bytes\";pk=:AQ==:;hg-unit=\"points\"");
    assertText(RateLimitPolicy.of("a", 1, 2).toItem(), "\"a\";q=1;w=2");
  }

  @Test
  void aLimitIsEmittedInEitherAlphabet() {
    Cost cost = new Cost(3, CostKind.RESERVED);
    RateLimit limit = new RateLimit(PolicyRef.of("a"), 1, 2L, cost, Parameters.NONE);

    assertText(limit.toItem(Alphabet.R_T), "\"a\";r=1;t=2;hg-cost=3;hg-cost-kind=reserved");
    assertText(limit.toItem(Alphabet.A_W), "\"a\";a=1;w=2;hg-cost=3;hg-cost-kind=reserved");
  }

  @Test
  void extraParametersCannotChangeOurs() {
    Parameters extra = Parameters.of("r", new SfInteger(99)).with("z", new SfInteger(1));
    RateLimit limit = new RateLimit(PolicyRef.of("a"), 1, null, null, extra);

    assertText(limit.toItem(Alphabet.R_T), "\"a\";r=1;z=1");
  }

  @Test
  void whatTheWireCannotSayIsRefused() {
    assertRefused(
        "quota: -1 (expected: 0 to 999999999999999)", () -> RateLimitPolicy.of("a", -1, 1));
    assertRefused(
        "window: 0 (expected: 1 to 999999999999999)", () -> RateLimitPolicy.of("a", 1, 0));
    assertRefused("remaining: -1 (expected: 0 to 999999999999999)", () -> RateLimit.of("a", -1, 1));
    assertRefused("reset: -1 (expected: 0 to 999999999999999)", () -> RateLimit.of("a", 1, -1));
    assertRefused(
        "cost: 1000000000000000 (expected: 0 to 999999999999999)",
        () -> new Cost(1_000_000_000_000_000L, CostKind.FINAL));
    assertRefused(
        "String: \"a\\u000a\" (expected: printable ASCII)", () -> RateLimit.of("a\n", 1, 1));
    assertRefused(
        "String: \"\\u0000\" (expected: printable ASCII)",
        () -> new RateLimitPolicy(PolicyRef.of("a"), 1, null, "\0", Parameters.NONE));
  }

  private static void assertText(Item item, String text) {
    assertThat(StructuredFields.serialize(item)).isEqualTo(text);
  }

  private static void assertRefused(String message, Runnable making) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(message);
  }
}
