package dev.headgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.Seeds;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Numbers;
import dev.headgate.core.quota.Amount.Band;
import dev.headgate.core.quota.Amount.Banded;
import dev.headgate.core.quota.Amount.Clamped;
import dev.headgate.core.quota.Amount.Constant;
import dev.headgate.core.quota.Amount.Scaled;
import dev.headgate.core.quota.Amount.Sum;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class AmountTest {
  private static final Amount TENANT_POOL =
      Amount.byPlan(
          Map.of(
              "free", Amount.constant(65_000),
              "standard", Amount.perUser(100_000, 10, 500_000),
              "premium", Amount.perUser(130_000, 20, 500_000),
              "enterprise", Amount.perUser(150_000, 30, 500_000)),
          Amount.constant(65_000));

  private static final Amount ROLLING_HOUR =
      new Clamped(
          new Sum(List.of(Amount.constant(1_000), new Scaled(new Measure("seats"), 10, 100))),
          0,
          10_000);

  private static final Amount BANDS =
      new Banded(Measure.USERS, List.of(new Band(1_000, 1_200), new Band(5_000, 2_400)), 6_000);

  /** Vector 2 of the field's facts. */
  @Test
  void aTenantsPoolFollowsFromPlanAndUsers() {
    assertThat(TENANT_POOL.of(tenant("standard", 2_000))).isEqualTo(120_000);
    assertThat(TENANT_POOL.of(tenant("enterprise", 15_000))).isEqualTo(500_000);
    assertThat(TENANT_POOL.of(tenant("free", 15_000))).isEqualTo(65_000);
    assertThat(TENANT_POOL.of(tenant("premium", 10))).isEqualTo(130_200);
    assertThat(TENANT_POOL.of(tenant("unheard-of", 10))).isEqualTo(65_000);
    assertThat(TENANT_POOL.of(Caller.ANONYMOUS)).isEqualTo(65_000);
  }

  /** Vector 3. */
  @Test
  void aRollingHourGrowsWithSeatsAbove100UpTo10000() {
    assertThat(ROLLING_HOUR.of(seats("100"))).isEqualTo(1_000);
    assertThat(ROLLING_HOUR.of(seats("250"))).isEqualTo(2_500);
    assertThat(ROLLING_HOUR.of(seats("1000"))).isEqualTo(10_000);
    assertThat(ROLLING_HOUR.of(seats("5000"))).isEqualTo(10_000);
    assertThat(ROLLING_HOUR.of(seats("7"))).isEqualTo(1_000);
  }

  @Test
  void aBandIncludesItsUpperEnd() {
    assertThat(BANDS.of(tenant("", 0))).isEqualTo(1_200);
    assertThat(BANDS.of(tenant("", 1_000))).isEqualTo(1_200);
    assertThat(BANDS.of(tenant("", 1_001))).isEqualTo(2_400);
    assertThat(BANDS.of(tenant("", 5_000))).isEqualTo(2_400);
    assertThat(BANDS.of(tenant("", 5_001))).isEqualTo(6_000);
  }

  @Test
  void whoseNumberIsUnknownGetsTheLeast() {
    for (String seats : List.of("", "many", "-250", "2.5", "1234567890123456")) {
      assertThat(ROLLING_HOUR.of(seats(seats))).as(seats).isEqualTo(1_000);
    }
    assertThat(ROLLING_HOUR.of(Caller.ANONYMOUS)).isEqualTo(1_000);
  }

  @Test
  void arithmeticStaysAtTheEdgeInsteadOfOverflowing() {
    Amount huge = new Scaled(Measure.USERS, Numbers.AMOUNT_MAX, 0);

    assertThat(huge.of(tenant("", Long.MAX_VALUE))).isEqualTo(Numbers.AMOUNT_MAX);
    assertThat(new Sum(List.of(huge, huge, huge)).of(tenant("", 3))).isEqualTo(Numbers.AMOUNT_MAX);
  }

  @Test
  void everyAmountLiesBetweenItsLeastAndItsMost() {
    Seeds.check(
        1_000,
        random -> {
          Amount amount = arbitrary(random, 4);
          Caller caller =
              Caller.builder()
                  .tenant(Tenant.of("tenant-a", "plan-" + random.nextInt(3), users(random)))
                  .attribute("seats", Long.toString(users(random)))
                  .build();

          assertThat(amount.of(caller)).isBetween(amount.least(), amount.most());
          assertThat(amount.least()).isGreaterThanOrEqualTo(0);
          assertThat(amount.most()).isLessThanOrEqualTo(Numbers.AMOUNT_MAX);
        });
  }

  @Test
  void formulasOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> Amount.constant(-3))
        .hasMessage("amount: -3 (expected: 0 to 2251799813685248)");
    assertThatThrownBy(() -> new Clamped(Amount.constant(1), 10, 9))
        .hasMessage("cap: 9 (expected: 10 to 2251799813685248)");
    assertThatThrownBy(
            () -> new Banded(Measure.USERS, List.of(new Band(10, 1), new Band(10, 2)), 3))
        .hasMessage("upTo of a band: 10 (expected: 11 to 2251799813685248)");
    assertThatThrownBy(() -> new Sum(List.of())).hasMessage("parts: 0 (expected: 1 to 1000)");
  }

  private static Amount arbitrary(RandomGenerator random, int depth) {
    Measure measure = random.nextBoolean() ? Measure.USERS : new Measure("seats");
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> new Constant(random.nextLong(1_000));
      case 1 -> new Scaled(measure, random.nextLong(1_000), random.nextLong(1_000));
      case 2 -> new Banded(measure, List.of(new Band(9, random.nextLong(99))), random.nextLong(99));
      case 3 -> new Sum(List.of(arbitrary(random, depth - 1), arbitrary(random, depth - 1)));
      case 4 -> new Clamped(arbitrary(random, depth - 1), 5, 5 + random.nextLong(1_000));
      default ->
          Amount.byPlan(
              Map.of("plan-1", arbitrary(random, depth - 1)), arbitrary(random, depth - 1));
    };
  }

  private static long users(RandomGenerator random) {
    return random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
  }

  private static Caller tenant(String plan, long users) {
    return Caller.builder().tenant(Tenant.of("tenant-a", plan, users)).build();
  }

  private static Caller seats(String seats) {
    return Caller.builder().attribute("seats", seats).build();
  }
}
