package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.time.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vector 4 of the facts: writes on one issue, in any stretch of time. */
class AtlassianWritesTest {
  private static final long ENFORCED = Micros.of(Instant.parse("2026-04-01T16:00:00Z"));
  private static final Caller CALLER =
      Caller.builder().tenant(Tenant.of("tenant-a", "free", 100)).user("user-17").build();

  /** Begun between the edges of any clock, so that every stretch lies across some. */
  @Test
  void theWritesOfOneIssueAreLimitedInBothWindows() {
    long begin = ENFORCED + 1_700_001;
    Bench bench = bench(begin);
    writes(20, bench);

    assertThat(retryOfThrottled("per-issue/2s", write(bench, "HG-1")))
        .isEqualTo(begin + 2 * Micros.SECOND);
    allowed(write(bench, "HG-2"));
    bench.time().advance(2 * Micros.SECOND - 1);
    throttled("per-issue/2s", write(bench, "HG-1"));
    bench.time().advance(1);
    for (int slice = 1; slice < 5; slice++) {
      writes(20, bench);
      bench.time().advance(2 * Micros.SECOND);
    }
    assertThat(retryOfThrottled("per-issue/30s", write(bench, "HG-1")))
        .isEqualTo(begin + 30 * Micros.SECOND);
    bench.time().advance(20 * Micros.SECOND - 1);
    throttled("per-issue/30s", write(bench, "HG-1"));
    bench.time().advance(1);
    writes(20, bench);
  }

  @Test
  void noStretchOfTimeHoldsMoreWritesOfAnIssueThanStated() {
    Bench bench = bench(ENFORCED + 1_234_567);
    List<Long> admitted = new ArrayList<>();

    for (int i = 0; i < 2_000; i++) {
      if (write(bench, "HG-1") instanceof Decision.Allowed) {
        admitted.add(bench.time().micros());
      }
      bench.time().advance(37_003 + 91_009 * (i / 100 % 2));
    }

    assertThat(admitted).hasSizeGreaterThan(300);
    assertThat(mostWithin(2 * Micros.SECOND, admitted)).isEqualTo(20);
    assertThat(mostWithin(30 * Micros.SECOND, admitted)).isEqualTo(100);
  }

  private static Bench bench(long now) {
    return new Bench(Policies.example("atlassian-cloud"), now);
  }

  private static Decision write(Bench bench, String issue) {
    return bench.decide("POST", "/rest/api/3/issue/" + issue + "/comment", CALLER);
  }

  private static void allowed(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
  }

  private static void writes(int times, Bench bench) {
    for (int i = 0; i < times; i++) {
      allowed(write(bench, "HG-1"));
    }
  }

  /** The most instants that lie in any stretch of a length, its end not included. */
  private static long mostWithin(long length, List<Long> instants) {
    return instants.stream()
        .mapToLong(first -> instants.stream().filter(i -> i >= first && i < first + length).count())
        .max()
        .orElse(0);
  }

  private static void throttled(String rule, Decision decision) {
    assertThat(((Decision.Throttled) decision).binding().claim().rule().name()).isEqualTo(rule);
  }

  private static long retryOfThrottled(String rule, Decision decision) {
    throttled(rule, decision);
    return ((Decision.Throttled) decision).retryAt();
  }
}
