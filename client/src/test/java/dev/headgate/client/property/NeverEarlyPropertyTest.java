package dev.headgate.client.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.RetryRules;
import dev.headgate.client.sim.Calls;
import dev.headgate.client.sim.Clock;
import dev.headgate.client.sim.Driver;
import dev.headgate.client.sim.Path;
import dev.headgate.client.sim.Servers;
import dev.headgate.client.sim.World;
import dev.headgate.headers.IsoSeconds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Waits that servers asked for in every form, with clocks that are off by up to an hour and run up
 * to 400 parts in a million apart: nobody comes back too early. Two hundred thousand of them, a
 * million with {@code -Dheadgate.seeds=5}.
 */
@Tag("seeded")
class NeverEarlyPropertyTest {
  private static final long SECOND = 1_000_000;
  private static final int SEEDS = 100;
  private static final int WAITS = 2_000;

  private static final List<Profile> PROFILES =
      List.of(
          Profiles.IETF_DRAFT,
          Profiles.ATLASSIAN,
          Profiles.GITHUB,
          Profiles.OPENAI,
          Profiles.ANTHROPIC,
          Profiles.DISCORD,
          Profiles.JAMA,
          Profiles.GENERIC);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Refuses everything until an instant that it says, in some form, and counts who is early. */
  static final class Refusing {
    private final RandomGenerator random;
    private final Profile profile;
    private long until;
    private boolean shut;
    long waits;
    long early;

    Refusing(RandomGenerator random, Profile profile) {
      this.random = random;
      this.profile = profile;
    }

    Response answer(long now) {
      if (shut && now < until) {
        early++;
      }
      shut = !shut || now < until;
      if (!shut) {
        return Servers.ok(fields(now));
      }
      waits++;
      long most = random.nextInt(4) == 0 ? 7_200 * SECOND : 3 * SECOND;
      until = now + 1 + random.nextLong(most);
      Map<String, String> fields = fields(now);
      say(fields, now);
      return Servers.refused(fields);
    }

    private static Map<String, String> fields(long now) {
      Map<String, String> fields = new HashMap<>();
      fields.put("Date", HTTP_DATE.format(instant(now)));
      return fields;
    }

    private void say(Map<String, String> fields, long now) {
      long seconds = Math.ceilDiv(until - now, SECOND);
      long epoch = Math.ceilDiv(until, SECOND);
      String millis = Math.ceilDiv(until - now, 1_000) + "ms";
      String iso = new IsoSeconds().format(until, now);
      switch (random.nextInt(4)) {
        case 0 -> fields.put("Retry-After", String.valueOf(seconds));
        case 1 -> fields.put("Retry-After", HTTP_DATE.format(instant(epoch * SECOND)));
        case 2 -> fields.put("Retry-After-Ms", String.valueOf(Math.ceilDiv(until - now, 1_000)));
        default -> {
          switch (profile.name()) {
            case "ietf" -> fields.put("RateLimit", "\"x\";r=0;t=" + seconds);
            case "atlassian" -> triple(fields, "X-RateLimit-", "", iso);
            case "github" -> triple(fields, "X-RateLimit-", "", String.valueOf(epoch));
            case "openai" -> triple(fields, "x-ratelimit-", "-tokens", millis);
            case "anthropic" -> {
              fields.put("anthropic-ratelimit-requests-remaining", "0");
              fields.put("anthropic-ratelimit-requests-reset", iso);
            }
            case "discord" -> {
              fields.put("X-RateLimit-Remaining", "0");
              fields.put("X-RateLimit-Bucket", "abc");
              String decimal = "%.3f".formatted(Math.ceilDiv(until - now, 1_000) / 1e3);
              fields.put("X-RateLimit-Reset-After", decimal);
            }
            case "generic" -> triple(fields, "X-Rate-Limit-", "", bySize(epoch, seconds));
            default -> fields.put("Retry-After", String.valueOf(seconds));
          }
        }
      }
    }

    private String bySize(long epoch, long seconds) {
      return switch (random.nextInt(4)) {
        case 0 -> epoch + "000";
        case 1 -> epoch + "000000";
        case 2 -> String.valueOf(seconds);
        default -> String.valueOf(epoch);
      };
    }

    private static void triple(
        Map<String, String> fields, String prefix, String suffix, String reset) {
      boolean lower = prefix.startsWith("x");
      fields.put(prefix + (lower ? "remaining" : "Remaining") + suffix, "0");
      fields.put(prefix + (lower ? "reset" : "Reset") + suffix, reset);
    }

    private static Instant instant(long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
  }

  @Test
  void nobodyComesBackBeforeTheInstantTheServerStated() {
    Seeds.check(
        SEEDS,
        random -> {
          Profile profile = PROFILES.get(random.nextInt(PROFILES.size()));
          Refusing server = new Refusing(random, profile);

          run(profile, server, random);

          assertThat(server.waits).isGreaterThanOrEqualTo(WAITS);
          assertThat(server.early).as("early at %s", profile.name()).isZero();
        });
  }

  private static void run(Profile profile, Refusing server, RandomGenerator random) {
    World world = new World(random);
    Governor governor =
        new Governor(
            profile.withRetry(RetryRules.JITTERED),
            GovernorSettings.USUAL.withSeed(random.nextLong()));
    Driver driver =
        new Driver(
            world,
            governor,
            clock(random),
            new Path(random.nextLong(2_000), random.nextLong(1, 20_000)),
            new Driver.Peer((call, now) -> server.answer(now), clock(random)));
    driver.onEnd(
        (id, outcome) -> {
          if (server.waits < WAITS) {
            world.at(world.now(), () -> driver.call(Calls.get()));
          }
        });
    driver.call(Calls.get());
    world.runUntil(Long.MAX_VALUE / 8);
  }

  private static Clock clock(RandomGenerator random) {
    return new Clock(random.nextLong(-3_600 * SECOND, 3_600 * SECOND), random.nextInt(-200, 201));
  }
}
