package dev.headgate.client.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.sim.Calls;
import dev.headgate.client.sim.Clock;
import dev.headgate.client.sim.Driver;
import dev.headgate.client.sim.Path;
import dev.headgate.client.sim.Servers;
import dev.headgate.client.sim.World;
import java.net.URI;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who shares a gate is the profile's to say, not the caller's. */
@Tag("seeded")
class SharedGatesPropertyTest {
  private static final long SECOND = 1_000_000;

  @Test
  void threeCredentialsOnOneEnvironmentStayAtTenASecondTogether() {
    Seeds.check(
        10,
        random -> {
          World world = new World(random);
          Servers.Counted server = new Servers.Counted(Servers.slidingSecond(10));
          Driver driver = driver(world, new Governor(Profiles.JAMA, settings(random)), server);
          driver.onEnd((id, outcome) -> driver.call(ofCredential("user-" + id % 3)));

          for (int i = 0; i < 60; i++) {
            driver.call(ofCredential("user-" + i % 3));
          }
          world.runUntil(120 * SECOND);

          assertThat(server.refused).isZero();
          assertThat(server.allowed).isBetween(120 * 8L, 120 * 10L);
        });
  }

  @Test
  void anAppWithTwentyOriginsStaysInOnePool() {
    Seeds.check(
        3,
        random -> {
          World world = new World(random);
          Servers.Counted server =
              new Servers.Counted(Servers.window("global-app-quota", 65_000, 3_600));
          Driver driver = driver(world, new Governor(Profiles.ATLASSIAN, settings(random)), server);
          driver.onEnd((id, outcome) -> driver.call(ofOrigin((int) (id % 20))));

          for (int i = 0; i < 40; i++) {
            driver.call(ofOrigin(i % 20));
          }
          world.runUntil(2 * 3_600 * SECOND);

          assertThat(server.refused).isZero();
          assertThat(server.allowed * 51).isBetween(98 * 1_300L, 2 * 65_000L + 65_000L);
        });
  }

  private static GovernorSettings settings(RandomGenerator random) {
    return GovernorSettings.USUAL.withSeed(random.nextLong());
  }

  private static Call ofCredential(String credential) {
    return Calls.with(Calls.get(), new Party("app", null, credential));
  }

  private static Call ofOrigin(int origin) {
    Call call = Calls.get(URI.create("https://site-" + origin + ".example.org/rest/api/3/search"));
    return Calls.with(call, Calls.PATIENT.withPoints(51));
  }

  private static Driver driver(World world, Governor governor, Servers.Counted server) {
    RandomGenerator random = world.random();
    return new Driver(
        world,
        governor,
        new Clock(random.nextLong(-SECOND, SECOND), random.nextInt(-100, 101)),
        new Path(20_000, 30_000),
        new Driver.Peer(server, Clock.TRUE));
  }
}
