package dev.headgate.client.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import dev.headgate.client.call.Attribute;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.sim.Calls;
import dev.headgate.client.sim.Clock;
import dev.headgate.client.sim.Driver;
import dev.headgate.client.sim.Path;
import dev.headgate.client.sim.Server;
import dev.headgate.client.sim.Servers;
import dev.headgate.client.sim.World;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lone client that always has work, at ten calls a second, for ten minutes of virtual time. */
@Tag("seeded")
class RatePropertyTest {
  private static final long SECOND = 1_000_000;
  private static final long SECONDS = 600;
  private static final int RATE = 10;

  /** What the server counted. */
  record Served(double ofRate, long refused) {}

  @Test
  void aBucketOfKnownRateIsUsedWhole() {
    Profile profile = Profiles.ofRate(Rate.steady(RATE), Attribute.ORIGIN);

    Seeds.check(
        8,
        random -> {
          Served served = run(profile, Servers.bucket(10, RATE), jitter(random, 200), random);

          assertThat(served.ofRate()).isGreaterThanOrEqualTo(0.98);
        });
  }

  @Test
  void aBucketThatTellsItsFieldsIsUsedWhole() {
    Seeds.check(
        8,
        random -> {
          Served served =
              run(Profiles.IETF_DRAFT, Servers.bucket(10, RATE, true), jitter(random, 50), random);

          assertThat(served.ofRate()).isGreaterThanOrEqualTo(0.98);
        });
  }

  @Test
  void windowsThatTellTheirFieldsAreUsedWhole() {
    Seeds.check(
        8,
        random -> {
          Served served =
              run(
                  Profiles.IETF_DRAFT,
                  Servers.window("minute", RATE * 60L, 60),
                  jitter(random, 50),
                  random);

          assertThat(served.ofRate()).isGreaterThanOrEqualTo(0.98);
        });
  }

  /** An hour begins with strangers who are not there: the lone client loses nothing to them. */
  @Test
  void hoursThatTellTheirFieldsAreUsedWholeByALoneClient() {
    Seeds.check(
        2,
        random -> {
          Server hours = Servers.window("hour", 600, 3_600);
          Servers.Counted counted = new Servers.Counted(hours);

          run(Profiles.IETF_DRAFT, counted, jitter(random, 50), random, 3 * 3_600);

          assertThat((double) counted.allowed / (3 * 600)).isGreaterThanOrEqualTo(0.98);
        });
  }

  @Test
  void whereNothingIsStatedARateIsLearnedFromRefusals() {
    Seeds.check(
        8,
        random -> {
          Served served =
              run(Profiles.GENERIC, Servers.bucket(10, RATE), jitter(random, 50), random);

          assertThat(served.ofRate()).isGreaterThanOrEqualTo(0.8);
          assertThat(served.refused()).isLessThan(SECONDS * RATE / 20);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 50, 200})
  void theSafeRuleIsNeverRefusedWhateverTheSecond(int jitterMillis) {
    Seeds.check(
        4,
        random -> {
          Path path = new Path(5_000, jitterMillis * 1_000L);

          Served calendar = run(Profiles.JAMA, Servers.calendarSecond(RATE), path, random);
          Served sliding = run(Profiles.JAMA, Servers.slidingSecond(RATE), path, random);

          assertThat(calendar.refused()).isZero();
          assertThat(sliding.refused()).isZero();
        });
  }

  private static Path jitter(RandomGenerator random, int mostMillis) {
    return new Path(random.nextLong(1, 30_000), random.nextLong(mostMillis * 1_000L));
  }

  static Served run(Profile profile, Server server, Path path, RandomGenerator random) {
    Servers.Counted counted = new Servers.Counted(server);
    run(profile, counted, path, random, SECONDS);
    return new Served((double) counted.allowed / (SECONDS * RATE), counted.refused);
  }

  private static void run(
      Profile profile, Servers.Counted counted, Path path, RandomGenerator random, long seconds) {
    World world = new World(random);
    Clock clock = new Clock(random.nextLong(-SECOND, SECOND), random.nextInt(-200, 201));
    Driver driver =
        new Driver(
            world,
            new Governor(profile, GovernorSettings.USUAL),
            clock,
            path,
            new Driver.Peer(counted, Clock.TRUE));
    // Always thirty calls at hand: what ends is followed by another.
    driver.onEnd((id, outcome) -> world.at(world.now(), () -> driver.call(Calls.get())));
    for (int i = 0; i < 30; i++) {
      driver.call(Calls.get());
    }
    world.runUntil(seconds * SECOND);
  }
}
