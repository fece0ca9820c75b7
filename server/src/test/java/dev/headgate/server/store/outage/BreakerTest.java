package dev.headgate.server.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final long SECOND = 1_000_000;

  private final Breaker breaker = new Breaker(new SplittableRandom(1));

  @Test
  void fiveFailuresInARowOpenIt() {
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.admits(i)).isTrue();
      breaker.failed(i);
    }

    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(breaker.admits(6)).isFalse();
  }

  @Test
  void everyOtherFailureOpensItAfterAWhile() {
    for (int i = 0; i < 31; i++) {
      ask(true);
      ask(false);
    }
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);

    ask(true);
    ask(false);

    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void oneProbeAtATimeFindsOutWhetherItIsBack() {
    open();

    assertThat(breaker.admits(SECOND)).isTrue();
    assertThat(breaker.admits(SECOND)).as("a second probe").isFalse();

    breaker.failed(SECOND);
    assertThat(breaker.admits(SECOND)).isFalse();
    assertThat(breaker.admits(2 * SECOND)).isTrue();
  }

  @Test
  void afterARecoveryTheFlowGrowsWithTheAnswers() {
    open();
    assertThat(breaker.admits(SECOND)).isTrue();
    breaker.answered();

    int first = admitted();
    for (int i = 0; i < first; i++) {
      breaker.answered();
    }
    int second = admitted();

    assertThat(first).isEqualTo(4);
    assertThat(second).isEqualTo(8);
  }

  @Test
  void noMoreThanTheMostAreUnderWay() {
    assertThat(admitted()).isEqualTo(Breaker.UNDER_WAY_MAX);
  }

  private int admitted() {
    int admitted = 0;
    while (breaker.admits(SECOND)) {
      admitted++;
    }
    return admitted;
  }

  private void open() {
    for (int i = 0; i < 5; i++) {
      ask(false);
    }
  }

  private void ask(boolean answers) {
    assertThat(breaker.admits(0)).isTrue();
    if (answers) {
      breaker.answered();
    } else {
      breaker.failed(0);
    }
  }
}
