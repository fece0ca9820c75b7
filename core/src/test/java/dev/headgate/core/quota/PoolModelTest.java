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

/** The pool against one that looks at every member each time. */
@Tag("seeded")
class PoolModelTest {
  private static final long START = 1_764_000_000L * Micros.SECOND + 3_141_592;
  private static final int STEPS = 400;

  private record Done(String member, long cost, long at) {}

  @Test
  void everyMemberCanTakeWhatTheObviousReferenceSays() {
    Seeds.check(60, PoolModelTest::run);
  }

  private static void run(RandomGenerator random) {
    long amount = 500 + random.nextLong(5_000);
    PoolTerms terms = PoolProperties.terms(random);
    SharedPool pool = new SharedPool(new Pool(amount, Period.hour(), terms));
    SlowPool slow = new SlowPool(amount, terms);
    List<Done> done = new ArrayList<>();
    long now = START;
    for (int i = 0; i < STEPS; i++) {
      now += PoolProperties.pause(random);
      String member = "member-" + random.nextInt(1 + random.nextInt(12));
      long cost = 1 + random.nextLong(60);
      long expected = slow.available(member, now);
      assertThat(pool.remaining(member, now)).as("step " + i).isEqualTo(expected / 1_000);
      boolean passes = pool.call(member, cost, now);
      assertThat(passes).as("step " + i).isEqualTo(expected >= cost * 1_000);
      if (passes || random.nextInt(20) == 0) {
        if (!passes) {
          pool.charge(member, cost, now);
        }
        slow.take(member, cost, now);
        done.add(new Done(member, cost, now));
      }
      if (!done.isEmpty() && random.nextInt(5) == 0) {
        Done back = done.get(random.nextInt(done.size()));
        pool.giveBack(back.member(), back.cost(), back.at(), now);
        slow.giveBack(back.member(), back.cost(), back.at(), now);
        done.remove(back);
      }
    }
  }
}
