package dev.headgate.client.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** A rate found by refusals. */
class CubicTest {
  private static final long SECOND = 1_000_000;

  @Test
  void untilTheFirstRefusalThereIsNoBound() {
    Cubic cubic = new Cubic();
    for (int i = 0; i < 1_000; i++) {
      cubic.left(i);
    }

    assertThat(cubic.opensAt(1_000)).isEqualTo(1_000);
  }

  @Test
  void aRefusalCutsToSevenTenthsAndTheCubicComesBackAfterItsPlateau() {
    Cubic cubic = new Cubic();
    long now = 0;
    for (int i = 0; i < 400; i++) {
      cubic.left(now);
      now += SECOND / 20;
    }

    cubic.refused(now);

    // K of RFC 9438: the cube root of most * (1 - 0.7) / growth, here about 6.7 s.
    long plateau = (long) (Math.cbrt(20 * 0.3 / 0.02) * SECOND);
    assertThat(cubic.rate(now)).isCloseTo(14, within(0.6));
    assertThat(cubic.rate(now + plateau)).isCloseTo(20, within(0.8));
    assertThat(cubic.rate(now + plateau + 5 * SECOND)).isCloseTo(22.5, within(2.0));
  }

  @Test
  void itNeverStopsAltogether() {
    Cubic cubic = new Cubic();
    cubic.left(0);
    for (int i = 1; i < 200; i++) {
      cubic.refused(i);
    }

    assertThat(cubic.rate(200)).isGreaterThanOrEqualTo(1.0 / 60);
  }
}
