package dev.headgate.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.time.Micros;
import org.junit.jupiter.api.Test;

class AccuracyTest {
  private static final Call CALL = Call.of(new Operation("read", "GET", ""), Caller.ANONYMOUS);

  @Test
  void threeNodesAreOverByAtMostFivePercentUnlessStated() {
    Accuracy.Optimistic usual = Accuracy.Optimistic.USUAL;

    assertThat(usual.budget(1_000)).isEqualTo(16);
    assertThat(usual.overMost(1_000)).isEqualTo(48);
    assertThat(usual.described())
        .isEqualTo(
            "optimistic: at most 3 nodes, each with 1.66% of it uncounted, over by at most 4.98%");
  }

  @Test
  void aLimitTooSmallForABudgetIsNeverOver() {
    assertThat(Accuracy.Optimistic.USUAL.overMost(10)).isZero();
  }

  @Test
  void aBudgetAboveTheLimitIsRefused() {
    assertThatThrownBy(() -> new Accuracy.Optimistic(4, 3_000))
        .hasMessage("budget of a node: 3000 (expected: 1 to 2500)");
  }

  @Test
  void noLeaseLivesLongerThanATwentiethOfItsWindow() {
    Accuracy.Leased leased = new Accuracy.Leased(1_000, 10 * Micros.SECOND);

    assertThat(leased.life(new FixedWindow(100, 3_600 * Micros.SECOND)))
        .isEqualTo(10 * Micros.SECOND);
    assertThat(leased.life(new FixedWindow(100, Micros.SECOND))).isEqualTo(50_000);
  }

  @Test
  void aLeasedBucketHoldsLessByWhatComesBackDuringALease() {
    Bucket stated = new Bucket(100, 100, Micros.SECOND);
    Rule rule = Rule.limit("burst", MeterSource.of(stated));

    Rule leased = rule.consistency(Consistency.USUAL.accuracy(Accuracy.Leased.USUAL));

    assertThat(leased.meter(CALL).capacity()).isEqualTo(95);
    assertThat(leased.counter()).as("the same counter").isEqualTo(rule.counter());
  }
}
