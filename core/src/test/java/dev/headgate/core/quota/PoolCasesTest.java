package dev.headgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.quota.PoolTraffic.Share;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases that a shared pool must hold in. */
@Tag("seeded")
class PoolCasesTest {
  private static final long HOUR = PoolTraffic.HOUR;
  private static final long START = PoolTraffic.START;
  private static final long END = START + 2 * HOUR;

  /** A tenth guaranteed, a quarter of the rest at once, shares of a half per cent saved. */
  static final PoolTerms FAIR =
      PoolTerms.PLAIN.releasing(2_500).guaranteeing(1_000, 100).saving(325);

  /** Vector 8, in the first hour, when nobody is known yet, and in the next. */
  @Test
  void anAttackLeavesFortyNineOrdinaryTenantsInPeace() {
    Seeds.check(
        3,
        random -> {
          PoolTraffic traffic =
              new PoolTraffic(random).ordinary(49, 60, START, END).attacker(0, START, END);

          for (int hour = 0; hour < 2; hour++) {
            PoolTraffic.Outcome fair = traffic.run(FAIR, hour);
            assertThat(fair.ordinary().refusedShare()).isLessThan(0.02);
            assertThat(fair.attackers().refusedShare()).isGreaterThan(0.95);
          }
          PoolTraffic.Outcome plain = traffic.run(PoolTerms.PLAIN, 1);
          assertThat(plain.ordinary().refusedShare()).isGreaterThan(0.9);
        });
  }

  /** The picture in the documents is what the traffic of a seed does. */
  @Test
  void thePictureInTheDocumentsIsTrue() throws IOException {
    Path picture = Path.of("..", "docs", "concepts", "fairness.svg");

    assertThat(Files.readString(picture)).isEqualTo(PoolPlot.svg());
  }

  @Test
  void fiveAttackersLeaveThemInPeaceToo() {
    Seeds.check(
        2,
        random -> {
          PoolTraffic traffic = new PoolTraffic(random).ordinary(49, 60, START, END);
          for (int attacker = 0; attacker < 5; attacker++) {
            traffic.attacker(attacker, START, END);
          }

          for (int hour = 0; hour < 2; hour++) {
            assertThat(traffic.run(FAIR, hour).ordinary().refusedShare()).isLessThan(0.02);
          }
        });
  }

  @Test
  void aLoneMemberGetsNearlyAll() {
    Seeds.check(
        1,
        random -> {
          PoolTraffic traffic = new PoolTraffic(random).attacker(0, START, END);

          for (int hour = 0; hour < 2; hour++) {
            long granted = traffic.run(FAIR, hour).attackers().granted();
            assertThat(granted).isBetween(PoolTraffic.AMOUNT * 88 / 100, PoolTraffic.AMOUNT);
          }
        });
  }

  @Test
  void ofTwoMembersTheModestOneIsServedAndTheOtherGetsTheRest() {
    Seeds.check(
        3,
        random -> {
          PoolTraffic traffic =
              new PoolTraffic(random).ordinary(1, 60, START, END).attacker(0, START, END);

          PoolTraffic.Outcome shares = traffic.run(FAIR, 1);

          assertThat(shares.ordinary().refused()).isZero();
          assertThat(shares.attackers().granted()).isGreaterThan(PoolTraffic.AMOUNT * 8 / 10);
        });
  }

  @Test
  void whoStaysWhenAllOthersFallIdleGetsWhatTheyLeave() {
    Seeds.check(
        3,
        random -> {
          long idle = START + HOUR + HOUR / 6;
          PoolTraffic traffic =
              new PoolTraffic(random).ordinary(49, 60, START, idle).attacker(0, idle, END);

          PoolTraffic.Outcome shares = traffic.run(FAIR, 1);

          long used = shares.ordinary().granted();
          assertThat(shares.ordinary().refusedShare()).isLessThan(0.02);
          assertThat(shares.attackers().granted())
              .isGreaterThan((PoolTraffic.AMOUNT - used) * 8 / 10);
        });
  }

  /** All want twice what there is: nobody can be served well, but the pool is used. */
  @Test
  void fiveThousandMembersUseThePool() {
    Seeds.check(
        1,
        random -> {
          PoolTraffic traffic = new PoolTraffic(random).ordinary(5_000, 3, START, END);

          Share all = traffic.run(FAIR, 1).ordinary();

          assertThat(all.asked()).isGreaterThan(PoolTraffic.AMOUNT);
          assertThat(all.granted()).isBetween(PoolTraffic.AMOUNT * 8 / 10, PoolTraffic.AMOUNT);
        });
  }

  @Test
  void membersThatJoinWithinThePeriodAreServedBesideAnAttack() {
    Seeds.check(
        3,
        random -> {
          PoolTraffic traffic =
              new PoolTraffic(random)
                  .ordinary(49, 60, START + HOUR + HOUR / 2, END)
                  .attacker(0, START, END);

          assertThat(traffic.run(FAIR, 1).ordinary().refusedShare()).isLessThan(0.1);
        });
  }

  @Test
  void theFirstCallOfAPeriodFixesThePortion() {
    SharedPool pool = pool(1_000, 1_000, 10);
    pool.call("member-1", 1, START);

    assertThat(pool.guaranteed("member-1", START)).isEqualTo(10_000);
    assertThat(pool.guaranteed("member-1", START + HOUR)).isEqualTo(50_000);
  }

  @Test
  void portionsGoToThoseWhoWereHereBeforeThenFirstCome() {
    SharedPool pool = pool(1_000, 1_000, 10);
    for (int i = 0; i < 8; i++) {
      pool.call("before-" + i, 1, START);
    }

    // A reserve of 100: eight are awaited with 10 each, so two of those who come first get 10.
    long later = START + HOUR;
    for (int i = 0; i < 4; i++) {
      pool.call("new-" + i, 1, later);
    }

    assertThat(pool.guaranteed("new-1", later)).isEqualTo(10_000);
    assertThat(pool.guaranteed("new-2", later)).isZero();
    assertThat(pool.guaranteed("before-7", later)).isEqualTo(10_000);
  }

  @Test
  void aRefundGoesBackWhereItCameFromLastFirst() {
    SharedPool pool =
        new SharedPool(new Pool(1_000, Period.hour(), PoolTerms.PLAIN.guaranteeing(1_000, 100)));
    pool.call("member-1", 900, START);
    pool.call("member-1", 50, START);

    assertThat(pool.guaranteed("member-1", START)).isEqualTo(50_000);
    pool.giveBack("member-1", 60, START, START);

    assertThat(pool.guaranteed("member-1", START)).isEqualTo(100_000);
    assertThat(pool.remaining("member-2", START)).isEqualTo(10);
  }

  @Test
  void aReleasedPoolOfOneCounterGivesAShareAtOnceAndTheRestEvenly() {
    SharedPool pool =
        new SharedPool(new Pool(3_600, Period.hour(), PoolTerms.PLAIN.releasing(2_500)));

    assertThat(pool.remaining("member-1", START)).isEqualTo(900);
    assertThat(pool.remaining("member-1", START + HOUR / 2)).isBetween(2_249L, 2_250L);
    assertThat(pool.remaining("member-1", START + HOUR - 1)).isEqualTo(3_600);
    assertThat(pool.call("member-1", 901, START)).isFalse();
    assertThat(pool.passesAt("member-1", 901, START) - START).isBetween(1L, 3 * Micros.SECOND);
  }

  @Test
  void debtIsPaidFromTheDebtorsOwnShare() {
    SharedPool pool = pool(3_600, 0, 1);
    pool.call("member-1", 1, START);
    pool.call("member-2", 1, START);

    long common = pool.remaining("member-2", START);
    pool.charge("member-1", 2_000, START);

    assertThat(pool.remaining("member-1", START)).isZero();
    assertThat(pool.remaining("member-2", START + 30 * Micros.SECOND)).isPositive();
    assertThat(pool.remaining("member-1", START + 30 * Micros.SECOND)).isZero();
    assertThat(common).isPositive();
  }

  private static SharedPool pool(long amount, int guaranteed, long floor) {
    PoolTerms terms = PoolTerms.PLAIN.releasing(2_500).guaranteeing(guaranteed, floor).saving(300);
    return new SharedPool(new Pool(amount, Period.hour(), terms));
  }
}
