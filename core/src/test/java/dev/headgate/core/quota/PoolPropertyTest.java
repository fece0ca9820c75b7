package dev.headgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a pool promises, whoever calls, by seed. */
@Tag("seeded")
class PoolPropertyTest {
  private static final long START = 1_764_000_000L * Micros.SECOND + 3_141_592;

  private record Done(String member, long cost, long at) {}

  /** Granted, available and unreleased are the pool, in whole numbers. */
  @Test
  void nothingIsLostAndNothingIsMade() {
    Seeds.check(20, random -> conserves(random, 1 + random.nextInt(30), 600));
  }

  @Test
  void nothingIsLostAndNothingIsMadeWithTenThousandMembers() {
    Seeds.check(1, random -> conserves(random, 10_000, 40_000));
  }

  private static void conserves(RandomGenerator random, int members, int steps) {
    long amount = 1_000 + random.nextLong(100_000);
    SharedPool pool = new SharedPool(pool(random, amount));
    List<Done> done = new ArrayList<>();
    long now = START;
    for (int i = 0; i < steps; i++) {
      now += PoolProperties.pause(random) * 12 / members;
      String member = "member-" + random.nextInt(members);
      long cost = 1 + random.nextLong(300);
      if (pool.call(member, cost, now)) {
        done.add(new Done(member, cost, now));
      } else if (random.nextInt(10) == 0) {
        pool.charge(member, cost, now);
        done.add(new Done(member, cost, now));
      }
      if (!done.isEmpty() && random.nextInt(4) == 0) {
        Done back = done.remove(random.nextInt(done.size()));
        pool.giveBack(back.member(), 1 + random.nextLong(back.cost()), back.at(), now);
      }
      if (random.nextInt(1 + members / 20) == 0) {
        assertThat(pool.sum(now)).as("after %d steps", i).isEqualTo(amount * PoolRules.GRAINS);
      }
    }
  }

  /** Invariant 9: a member inside its guarantee is never refused by the pool. */
  @Test
  void aCallThatFitsTheGuaranteeIsNeverRefused() {
    Seeds.check(
        30,
        random -> {
          SharedPool pool = new SharedPool(pool(random, 1_000 + random.nextLong(20_000)));
          long now = START;
          for (int i = 0; i < 600; i++) {
            now += PoolProperties.pause(random);
            String member = "member-" + random.nextInt(40);
            long guaranteed = pool.guaranteed(member, now) / PoolRules.GRAINS;
            if (guaranteed > 0 && random.nextBoolean()) {
              assertThat(pool.call(member, 1 + random.nextLong(guaranteed), now)).isTrue();
            } else {
              pool.call("attacker-" + random.nextInt(3), 251, now);
              pool.call(member, 1 + random.nextLong(100), now);
            }
          }
        });
  }

  /** Invariant 3, as far as it holds for pools: the instant suffices. */
  @Test
  void whoWaitsUntilTheInstantToldIsServed() {
    Seeds.check(
        30,
        random -> {
          SharedPool pool = new SharedPool(pool(random, 1_000 + random.nextLong(20_000)));
          long now = START;
          for (int i = 0; i < 300; i++) {
            now += PoolProperties.pause(random);
            String member = "member-" + random.nextInt(9);
            long cost = 1 + random.nextLong(Math.min(700, pool.pool.capacity()));
            long passesAt = pool.passesAt(member, cost, now);
            if (passesAt > now) {
              assertThat(pool.passesAt(member, cost, passesAt)).isEqualTo(passesAt);
              assertThat(pool.passesAt(member, cost, passesAt - 1)).isEqualTo(passesAt);
              assertThat(pool.resetAt(member, cost, now)).isLessThanOrEqualTo(passesAt);
            } else {
              pool.charge(member, cost, now);
            }
          }
        });
  }

  @Test
  void noMoreThanTheAmountIsGrantedInAnyWindow() {
    Seeds.check(
        20,
        random -> {
          long amount = 1_000 + random.nextLong(20_000);
          SharedPool pool = new SharedPool(pool(random, amount));
          long hour = 3_600 * Micros.SECOND;
          long begin = START - START % hour;
          long granted = 0;
          for (long now = begin; now < begin + hour; now += random.nextLong(6 * Micros.SECOND)) {
            long cost = 1 + random.nextLong(251);
            granted += pool.call("member-" + random.nextInt(60), cost, now) ? cost : 0;
          }
          assertThat(granted).isBetween(amount / 3, amount);
        });
  }

  private static Pool pool(RandomGenerator random, long amount) {
    return new Pool(amount, Period.hour(), PoolProperties.terms(random));
  }
}
