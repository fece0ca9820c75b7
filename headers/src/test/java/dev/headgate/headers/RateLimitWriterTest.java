package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class RateLimitWriterTest {

  private final SerializedName burst = SerializedName.of("burst");
  private final SerializedName daily = SerializedName.of("daily");
  private final RateLimitWriter writer = new RateLimitWriter();

  @Test
  void oneLimitStatesRemainingResetAndCost() {
    String value = writer.limit(burst, 50).reset(30).cost(2, CostKind.FINAL).finish();

    assertThat(value).isEqualTo("\"burst\";r=50;t=30;hg-cost=2;hg-cost-kind=final");
  }

  @Test
  void severalLimitsAreOneList() {
    String value = writer.limit(burst, 0).limit(daily, 900).reset(0).finish();

    assertThat(value).isEqualTo("\"burst\";r=0, \"daily\";r=900;t=0");
  }

  @Test
  void aReservedCostSaysSo() {
    String value = writer.limit(burst, 7).cost(50, CostKind.RESERVED).finish();

    assertThat(value).isEqualTo("\"burst\";r=7;hg-cost=50;hg-cost-kind=reserved");
  }

  @Test
  void policiesStateQuotaWindowAndUnit() {
    String value =
        writer
            .policy(burst, 100)
            .window(60)
            .policy(daily, 0)
            .unit(SerializedName.of("points"))
            .finish();

    assertThat(value).isEqualTo("\"burst\";q=100;w=60, \"daily\";q=0;hg-unit=\"points\"");
  }

  @Test
  void theProposedAlphabetIsASwitch() {
    RateLimitWriter proposed = new RateLimitWriter(Alphabet.A_W);

    String value = proposed.limit(burst, 50).reset(30).finish();

    assertThat(value).isEqualTo("\"burst\";a=50;w=30");
  }

  @Test
  void theWriterIsEmptyAfterAValue() {
    writer.limit(burst, 1).finish();

    assertThat(writer.isEmpty()).isTrue();
    assertThat(writer.limit(daily, 2).finish()).isEqualTo("\"daily\";r=2");
  }

  @Test
  void whatWasClearedIsGone() {
    writer.limit(burst, 1).clear();

    assertThat(writer.finish()).isEmpty();
  }

  @Test
  void debtAndPastResetsAreZero() {
    assertThat(writer.limit(burst, -5).reset(-1).finish()).isEqualTo("\"burst\";r=0;t=0");
  }

  @Test
  void numbersAboveTheLargestIntegerAreThatInteger() {
    String value = writer.limit(burst, Long.MAX_VALUE).reset(1_000_000_000_000_000L).finish();

    assertThat(value).isEqualTo("\"burst\";r=999999999999999;t=999999999999999");
  }

  @Test
  void numbersThatNoPolicyCanHaveAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.policy(burst, -3))
        .withMessage("quota: -3 (expected: >= 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.policy(burst, 3).window(0))
        .withMessage("window: 0 (expected: >= 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.limit(burst, 3).cost(-1, CostKind.FINAL))
        .withMessage("points: -1 (expected: >= 0)");
  }

  @Test
  void aValueIsBounded() {
    SerializedName longName = SerializedName.of("n".repeat(SerializedName.LENGTH_MAX));

    assertThatIllegalStateException()
        .isThrownBy(() -> fill(longName))
        .withMessageContaining("(expected: at most 65536)");
    writer.clear();
    assertThat(writer.limit(burst, 1).finish()).isEqualTo("\"burst\";r=1");
  }

  private void fill(SerializedName name) {
    for (int member = 0; member <= RateLimitWriter.LENGTH_MAX / name.name().length(); member++) {
      writer.limit(name, member);
    }
  }
}
