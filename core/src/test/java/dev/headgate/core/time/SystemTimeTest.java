package dev.headgate.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class SystemTimeTest {
  private static final long NOW = 1_764_000_000L * Micros.SECOND;

  private final AtomicLong wall = new AtomicLong(NOW * 1_000);
  private final AtomicLong ticks = new AtomicLong(-77);

  @Test
  void itRunsWithClocksThatAgree() {
    SystemTime time = time(0);

    for (int i = 1; i <= 1_000; i++) {
      pass(7_000);
      assertThat(time.micros()).isEqualTo(NOW + 7_000L * i);
    }
  }

  @Test
  void itLosesNoPartOfAMicrosecond() {
    SystemTime time = time(0);

    for (int i = 0; i < 1_000; i++) {
      wall.addAndGet(100_000_999);
      ticks.addAndGet(100_000_999);
      time.micros();
    }

    assertThat(time.micros()).isEqualTo(NOW + 100_000_999);
  }

  @Test
  void aWallClockSetBackSlowsItUntilTheyMeet() {
    SystemTime time = time(0);
    wall.addAndGet(-1_000_000_000);
    pass(200_000);
    long before = time.micros();

    pass(1_000_000);
    assertThat(time.micros() - before).isEqualTo(950_000);

    passInSteps(time, 30 * Micros.SECOND);
    assertThat(time.micros()).isEqualTo(wall.get() / 1_000);
  }

  @Test
  void aWallClockSetForwardHurriesItUntilTheyMeet() {
    SystemTime time = time(0);
    wall.addAndGet(1_000_000_000);
    pass(200_000);
    long before = time.micros();

    pass(1_000_000);
    assertThat(time.micros() - before).isEqualTo(1_050_000);

    passInSteps(time, 30 * Micros.SECOND);
    assertThat(time.micros()).isEqualTo(wall.get() / 1_000);
  }

  @Test
  void itGoesOnFromTheFloorAfterARestart() {
    SystemTime time = time(NOW + 2 * Micros.SECOND);

    assertThat(time.micros()).isEqualTo(NOW + 2 * Micros.SECOND);
    pass(1_000_000);
    assertThat(time.micros()).isEqualTo(NOW + 2 * Micros.SECOND + 950_000);
    passInSteps(time, 60 * Micros.SECOND);
    assertThat(time.micros()).isEqualTo(wall.get() / 1_000);
  }

  @Test
  void whateverTheWallClockDoesItNeverGoesBackNorOutOfItsRate() {
    Seeds.check(
        100,
        random -> {
          SystemTime time = time(0);
          long last = time.micros();
          for (int i = 0; i < 300; i++) {
            wall.addAndGet(random.nextInt(5) == 0 ? random.nextLong(-1L << 42, 1L << 42) : 0);
            long passed = random.nextLong(500_000);
            pass(passed);

            long now = time.micros();

            long most = passed / SystemTime.SLEW + 2;
            assertThat(now - last).isBetween(passed - most, passed + most);
            last = now;
          }
        });
  }

  @Test
  void allThreadsSeeOneSequence() {
    SystemTime time =
        new SystemTime(
            () -> NOW * 1_000 + (ticks.get() * 31 ^ 0x5555_5555),
            () -> ticks.addAndGet(9_973_000),
            0);
    AtomicLong newest = new AtomicLong();

    long backwards =
        IntStream.range(0, 200_000)
            .parallel()
            .filter(
                i -> {
                  long before = newest.get();
                  long now = time.micros();
                  newest.accumulateAndGet(now, Math::max);
                  return now < before;
                })
            .count();

    assertThat(backwards).isZero();
  }

  @Test
  void thisMachinesClocksAgreeWithItself() {
    long before = System.currentTimeMillis() * 1_000;

    long now = SystemTime.startingAt(0).micros();

    assertThat(now).isBetween(before, (System.currentTimeMillis() + 1_000) * 1_000);
  }

  private SystemTime time(long floor) {
    return new SystemTime(wall::get, ticks::get, floor);
  }

  private void pass(long micros) {
    wall.addAndGet(micros * 1_000);
    ticks.addAndGet(micros * 1_000);
  }

  private void passInSteps(SystemTime time, long micros) {
    for (long passed = 0; passed < micros; passed += 50_000) {
      pass(50_000);
      time.micros();
    }
  }
}
