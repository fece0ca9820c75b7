package dev.headgate.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.snapshot.PhaseSchedule.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which apps a share includes. */
@Tag("seeded")
class SharePropertyTest {
  private static final int RUNS = 3;
  private static final int APPS = 10_000;
  private static final int WHOLE = 10_000;

  /** So many standard deviations that chance alone passes them once in 500 million times. */
  private static final double DEVIATIONS = 6;

  @Test
  void whoIsInASmallShareIsInEveryLargerOne() {
    Seeds.check(
        RUNS,
        random -> {
          String rule = "rule-" + random.nextLong();
          long names = random.nextLong();
          int large = random.nextInt(1, WHOLE + 1);
          int small = random.nextInt(large);

          assertThat(included(rule, names, large)).containsAll(included(rule, names, small));
          assertThat(included(rule, names, WHOLE)).hasSize(APPS);
          assertThat(included(rule, names, 0)).isEmpty();
        });
  }

  @Test
  void aboutTheShareStatedIsIncluded() {
    Seeds.check(
        RUNS,
        random -> {
          int share = random.nextBoolean() ? 500 : random.nextInt(WHOLE + 1);

          int count = included("rule-" + random.nextLong(), random.nextLong(), share).size();

          assertAbout(count, (double) share / WHOLE);
        });
  }

  @Test
  void theShareOfOneLimitSaysNothingOfThatOfAnother() {
    Seeds.check(
        RUNS,
        random -> {
          long names = random.nextLong();
          Set<String> both = included("rule-" + random.nextLong(), names, 3_000);
          both.retainAll(included("rule-" + random.nextLong(), names, 5_000));

          assertAbout(both.size(), 0.15);
        });
  }

  @Test
  void nothingButTheLimitAndTheAppDecides() {
    Seeds.check(
        RUNS,
        random -> {
          String rule = "rule-" + random.nextLong();
          App app = App.of("app-" + random.nextLong());
          int position = position(rule, app.cluster());

          for (int i = 0; i < 100; i++) {
            Caller caller =
                Caller.builder()
                    .app(new App("copy-" + random.nextInt(9), app.cluster(), ""))
                    .tenant(Tenant.of("tenant-" + random.nextInt(9), "plan-" + i % 3, i))
                    .user("user-" + random.nextInt(9))
                    .build();
            Call call =
                Call.of(Operation.of("operation-" + i, i % 2 == 0 ? "GET" : "PUT"), caller)
                    .with(Map.of("issue", "issue-" + i));

            assertThat(phase(rule, call, position, random.nextLong(1L << 52))).isEqualTo(Phase.OFF);
            assertThat(phase(rule, call, position + 1, random.nextLong(1L << 52)))
                .isEqualTo(Phase.ENFORCE);
          }
        });
  }

  /** Reckoned with {@code sha256sum}: a release that moved them would change who is refused. */
  @ParameterizedTest
  @CsvSource({"burst, app-1, 4481", "burst, app-2, 2177", "hourly, app-1, 8783"})
  void thePlacesAreTheSameInEveryRelease(String rule, String app, int position) {
    Call call = call(Caller.builder().app(App.of(app)).build());

    assertThat(phase(rule, call, position, 0)).isEqualTo(Phase.OFF);
    assertThat(phase(rule, call, position + 1, 0)).isEqualTo(Phase.ENFORCE);
  }

  @Test
  void aTenantStandsForACallerWithoutAnApp() {
    Call call = call(Caller.builder().tenant(Tenant.of("tenant-a", "standard", 1)).build());

    assertThat(phase("hourly", call, 3_195, 0)).isEqualTo(Phase.OFF);
    assertThat(phase("hourly", call, 3_196, 0)).isEqualTo(Phase.ENFORCE);
  }

  private static void assertAbout(int count, double probability) {
    double deviation = Math.sqrt(APPS * probability * (1 - probability));
    assertThat((double) count)
        .isBetween(
            APPS * probability - DEVIATIONS * deviation - 1,
            APPS * probability + DEVIATIONS * deviation + 1);
  }

  /** The apps that a share of a rule includes. */
  private static Set<String> included(String rule, long names, int share) {
    return IntStream.range(0, APPS)
        .mapToObj(i -> "app-" + names + "-" + i)
        .filter(app -> phase(rule, app, share) == Phase.ENFORCE)
        .collect(Collectors.toSet());
  }

  /** The largest share that does not include an app. */
  private static int position(String rule, String app) {
    return (int)
        IntStream.range(0, WHOLE)
            .takeWhile(share -> phase(rule, app, share + 1) == Phase.OFF)
            .count();
  }

  private static Phase phase(String rule, String app, int share) {
    return phase(rule, call(Caller.builder().app(App.of(app)).build()), share, 0);
  }

  private static Phase phase(String rule, Call call, int share, long now) {
    Step step = new Step(0, Phase.ENFORCE, share, Condition.ALWAYS);
    return new PhaseSchedule(List.of(step)).at(rule, call, now);
  }

  private static Call call(Caller caller) {
    return Call.of(Operation.of("operation", "GET"), caller);
  }
}
