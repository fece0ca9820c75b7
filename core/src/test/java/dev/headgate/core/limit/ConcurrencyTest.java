package dev.headgate.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.time.Micros;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final long NOW = 1_764_000_000L * Micros.SECOND;
  private static final long LEASE = 30 * Micros.SECOND;

  private final Concurrency two = new Concurrency(2, LEASE, 0);
  private long[] cell = new long[two.words()];

  @Test
  void aThirdCallWaitsUntilAHolderGivesBack() {
    take(1, NOW);
    take(2, NOW + 1);

    assertThat(two.passesAt(cell, 0, 1, NOW + 2)).isEqualTo(NOW + LEASE);
    two.giveBack(cell, 0, new Taking(1, NOW, 1), 1, NOW + 2);

    assertThat(two.passesAt(cell, 0, 1, NOW + 2)).isEqualTo(NOW + 2);
    assertThat(two.remaining(cell, 0, NOW + 2)).isEqualTo(1);
  }

  @Test
  void givingBackTwiceGivesOnce() {
    take(1, NOW);
    take(2, NOW);

    two.giveBack(cell, 0, new Taking(1, NOW, 1), 1, NOW);
    two.giveBack(cell, 0, new Taking(1, NOW, 1), 1, NOW);

    assertThat(two.remaining(cell, 0, NOW)).isEqualTo(1);
  }

  @Test
  void aRenewedPermitLivesOnAndAForgottenOneExpires() {
    take(1, NOW);
    take(2, NOW);

    assertThat(two.renew(cell, 0, 1, NOW + LEASE - 1)).isTrue();

    assertThat(two.remaining(cell, 0, NOW + LEASE - 1)).isZero();
    assertThat(two.remaining(cell, 0, NOW + LEASE)).isEqualTo(1);
    assertThat(two.remaining(cell, 0, NOW + 2 * LEASE - 1)).isEqualTo(2);
    assertThat(two.deadAt(cell, 0, NOW)).isEqualTo(NOW + 2 * LEASE - 1);
  }

  @Test
  void anExpiredPermitCannotBeRenewed() {
    take(1, NOW);

    assertThat(two.renew(cell, 0, 1, NOW + LEASE)).isFalse();
    assertThat(two.renew(cell, 0, 7, NOW)).isFalse();
  }

  @Test
  void expiredPermitsAreTrimmedAtTheNextTaking() {
    for (int i = 0; i < 1_000; i++) {
      take(i, NOW + i * LEASE);
    }

    assertThat(cell).hasSize(two.words());
  }

  @Test
  void onlyPermitsHeldLongEnoughCount() {
    Concurrency long25 = new Concurrency(25, 60 * Micros.SECOND, 20 * Micros.SECOND);
    long[] state = new long[long25.words()];
    for (int i = 0; i < 40; i++) {
      assertThat(long25.passesAt(state, 0, 1, NOW)).isEqualTo(NOW);
      state = long25.take(state, 0, 1, NOW, i);
    }

    assertThat(long25.passesAt(state, 0, 1, NOW + 20 * Micros.SECOND - 1))
        .isEqualTo(NOW + 20 * Micros.SECOND - 1);
    assertThat(long25.passesAt(state, 0, 1, NOW + 20 * Micros.SECOND))
        .isEqualTo(NOW + 60 * Micros.SECOND);
    assertThat(long25.remaining(state, 0, NOW + 20 * Micros.SECOND)).isZero();
  }

  @Test
  void youngPermitsAreBoundedToo() {
    Concurrency lax = new Concurrency(1, LEASE, LEASE - 1);
    long[] state = new long[lax.words()];
    for (int i = 0; i < Concurrency.HOLDERS_MAX; i++) {
      state = lax.take(state, 0, 1, NOW, i);
    }

    assertThat(lax.remaining(state, 0, NOW)).isZero();
    assertThat(lax.passesAt(state, 0, 1, NOW)).isEqualTo(NOW + LEASE);
  }

  @Test
  void aCutLetsTheHoldersFinish() {
    take(1, NOW);
    take(2, NOW);
    Concurrency one = new Concurrency(1, LEASE, 0);

    assertThat(one.remaining(cell, 0, NOW)).isZero();
    two.giveBack(cell, 0, new Taking(1, NOW, 1), 1, NOW);

    assertThat(one.remaining(cell, 0, NOW)).isZero();
    two.giveBack(cell, 0, new Taking(1, NOW, 2), 1, NOW);

    assertThat(one.remaining(cell, 0, NOW)).isEqualTo(1);
  }

  @Test
  void aPermitCannotBeChargedAfterwards() {
    assertThat(two.room(cell, 0, 100, NOW)).isZero();
    assertThat(two.holds()).isTrue();
    assertThat(two.estimates()).isTrue();
  }

  @Test
  void numbersOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new Concurrency(4_097, 1, 0))
        .hasMessage("permits: 4097 (expected: 1 to 4096)");
    assertThatThrownBy(() -> new Concurrency(1, 0, 0)).hasMessageContaining("lease: 0");
    assertThatThrownBy(() -> new Concurrency(1, 1, -1)).hasMessageContaining("olderThan: -1");
  }

  private void take(long holder, long now) {
    cell = two.take(cell, 0, 1, now, holder);
  }
}
