package dev.headgate.client.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.sim.Calls;
import dev.headgate.client.sim.Clock;
import dev.headgate.client.sim.Driver;
import dev.headgate.client.sim.Path;
import dev.headgate.client.sim.Server;
import dev.headgate.client.sim.Servers;
import dev.headgate.client.sim.World;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * FACTS, vector 8, behind a plain pool: the app's own client divides 65,000 points an hour among
 * one tenant that attacks with 1,004 a second and 49 ordinary ones.
 */
@Tag("seeded")
class FairByPropertyTest {
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3_600 * SECOND;
  private static final long POOL = 65_000;

  /** What became of the calls of some tenants. */
  private static final class Share {
    long calls;
    long refused;
    long points;

    double refusedShare() {
      return (double) refused / calls;
    }
  }

  private final Share ordinary = new Share();
  private final Share attacker = new Share();

  @Test
  void anAttackByOneTenantLeavesTheOthersServed() {
    Seeds.check(
        2,
        random -> {
          FairByPropertyTest hour = new FairByPropertyTest();

          hour.run(GovernorSettings.USUAL.fairBy("global-app-quota"), 49, random);

          assertThat(hour.ordinary.calls).isGreaterThan(2_500);
          assertThat(hour.ordinary.refusedShare()).isLessThan(0.02);
          assertThat(hour.ordinary.points + hour.attacker.points).isBetween(POOL * 90 / 100, POOL);
        });
  }

  @Test
  void withoutAGovernorNearlyAllAreRefused() {
    Seeds.check(
        2,
        random -> {
          Server pool = Servers.window("global-app-quota", POOL, 3_600);
          World world = new World(random);
          Share refused = new Share();
          for (int tenant = 0; tenant < 49; tenant++) {
            for (long at = gap(random); at < HOUR; at += gap(random)) {
              long cost = cost(random);
              world.at(at, () -> naive(pool, cost, world.now(), refused));
            }
          }
          for (long at = 0; at < HOUR; at += SECOND / 4) {
            world.at(at, () -> naive(pool, 251, world.now(), new Share()));
          }
          world.runUntil(HOUR - 1);

          assertThat(refused.refusedShare()).isGreaterThan(0.9);
        });
  }

  private static void naive(Server pool, long cost, long now, Share share) {
    share.calls++;
    boolean refused = pool.answer(call("tenant-0", cost), Clock.START + now).status() == 429;
    share.refused += refused ? 1 : 0;
  }

  @Test
  void aTenantThatIsAloneGetsNearlyAll() {
    Seeds.check(
        2,
        random -> {
          FairByPropertyTest hour = new FairByPropertyTest();

          hour.run(GovernorSettings.USUAL.fairBy("global-app-quota"), 0, random);

          assertThat(hour.attacker.points).isBetween(POOL * 90 / 100, POOL);
        });
  }

  private void run(GovernorSettings settings, int tenants, RandomGenerator random) {
    World world = new World(random);
    Driver driver =
        new Driver(
            world,
            new Governor(Profiles.ATLASSIAN, settings.withSeed(random.nextLong())),
            Clock.TRUE,
            new Path(20_000, 20_000),
            new Driver.Peer(Servers.window("global-app-quota", POOL, 3_600), Clock.TRUE));
    Map<Long, Call> calls = new HashMap<>();
    driver.onEnd((id, outcome) -> ended(calls.get(id), outcome));
    for (int tenant = 0; tenant < tenants; tenant++) {
      String name = "tenant-" + tenant;
      for (long at = gap(random); at < HOUR - 300 * SECOND; at += gap(random)) {
        world.at(at, () -> arrive(driver, calls, call(name, cost(random))));
      }
    }
    for (long at = 0; at < HOUR - SECOND; at += SECOND / 4) {
      world.at(at, () -> arrive(driver, calls, call("attacker", 251)));
    }
    world.runUntil(HOUR - SECOND);
  }

  private void arrive(Driver driver, Map<Long, Call> calls, Call call) {
    // Ids count up from 0, and the call may end before its id is returned.
    calls.put((long) calls.size(), call);
    driver.call(call);
  }

  private void ended(@Nullable Call call, Outcome outcome) {
    if (call == null) {
      throw new AssertionError("an end without a call");
    }
    Share share = call.tenant().equals("attacker") ? attacker : ordinary;
    share.calls++;
    if (outcome instanceof Outcome.Answered) {
      share.points += call.terms().points();
    } else {
      share.refused++;
    }
  }

  private static long gap(RandomGenerator random) {
    return (long) (-Math.log(1 - random.nextDouble()) * HOUR / 60);
  }

  /** Of 1 to 51 points: writes, single objects, short lists and full pages of 50. */
  private static long cost(RandomGenerator random) {
    int kind = random.nextInt(10);
    if (kind < 2) {
      return 1;
    }
    return kind < 7 ? 2 : kind < 9 ? 3 + random.nextLong(20) : 51;
  }

  private static Call call(String tenant, long points) {
    Call call = Calls.with(Calls.get(), Party.ANONYMOUS.withTenant(tenant));
    return Calls.with(call, Terms.USUAL.withPoints(points));
  }
}
