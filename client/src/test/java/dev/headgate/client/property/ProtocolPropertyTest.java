package dev.headgate.client.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Seeds;
import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Priority;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Action;
import dev.headgate.client.governor.Event;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.Failure;
import dev.headgate.client.sim.Calls;
import dev.headgate.client.sim.Servers;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The governor under a driver that does anything the protocol allows, in any order. */
@Tag("seeded")
class ProtocolPropertyTest {
  private static final long SECOND = 1_000_000;
  private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");

  /** A driver by chance, and what it saw. */
  private static final class Chaos {
    private final RandomGenerator random;
    private final Governor governor;
    private final Map<Long, Call> open = new HashMap<>();
    private final Set<Long> underWay = new HashSet<>();
    private final Set<Long> maybeDone = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private long now = 1_764_000_000 * SECOND;
    private long nextId;

    Chaos(RandomGenerator random) {
      this.random = random;
      List<Profile> profiles = List.copyOf(Profiles.byName().values());
      Profile profile = profiles.get(random.nextInt(profiles.size()));
      this.governor =
          new Governor(profile, new GovernorSettings(50, 16, random.nextLong(), fair(random)));
    }

    private static String fair(RandomGenerator random) {
      return random.nextBoolean() ? "global-app-quota" : "";
    }

    List<String> run(int steps) {
      for (int i = 0; i < steps; i++) {
        step();
        assertThat(governor.size()).isEqualTo(open.size());
      }
      drain();
      return log;
    }

    private void step() {
      now += random.nextInt(3) == 0 ? random.nextLong(5 * SECOND) : random.nextLong(1_000);
      switch (random.nextInt(6)) {
        case 0, 1 -> arrive();
        case 2, 3 -> answer();
        case 4 -> {
          if (random.nextInt(10) == 0) {
            leave();
          }
        }
        default -> tell(new Event.Woke());
      }
    }

    private void arrive() {
      long id = nextId++;
      String method = METHODS.get(random.nextInt(METHODS.size()));
      String path = "/rest/api/3/issue/ABC-" + random.nextInt(30);
      URI uri = URI.create("https://site-%d.example.org%s".formatted(random.nextInt(3), path));
      Priority[] priorities = Priority.values();
      Terms terms =
          new Terms(
              random.nextLong(60),
              priorities[random.nextInt(priorities.length)],
              random.nextLong(200 * SECOND),
              random.nextBoolean(),
              random.nextInt(5) == 0);
      Party party = new Party("app", "tenant-" + random.nextInt(3), "user-" + random.nextInt(3));
      Call call = Calls.with(Calls.of(method, uri, terms), party);
      open.put(id, call);
      tell(new Event.Arrived(id, call));
    }

    private void answer() {
      if (underWay.isEmpty()) {
        return;
      }
      long id = new ArrayList<>(underWay).get(random.nextInt(underWay.size()));
      underWay.remove(id);
      if (random.nextInt(6) == 0) {
        Failure failure =
            List.of(Failure.NOT_SENT, Failure.TIMED_OUT, Failure.CUT).get(random.nextInt(3));
        if (failure != Failure.NOT_SENT) {
          maybeDone.add(id);
        }
        tell(new Event.Failed(id, failure));
        return;
      }
      Response response = response();
      if (response.status() >= 500 && response.status() != 503) {
        maybeDone.add(id);
      }
      tell(new Event.Answered(id, response));
    }

    private Response response() {
      Map<String, String> fields = new HashMap<>();
      fields.put("RateLimit", "\"x\";r=%d;t=%d".formatted(random.nextInt(9), random.nextInt(60)));
      fields.put("X-RateLimit-Remaining", String.valueOf(random.nextInt(5)));
      fields.put("X-RateLimit-Reset", String.valueOf(random.nextLong(1L << random.nextInt(1, 62))));
      fields.put("X-RateLimit-Limit", String.valueOf(random.nextInt(40)));
      int status = List.of(200, 200, 200, 429, 429, 503, 500, 404).get(random.nextInt(8));
      if (status == 503 || random.nextBoolean()) {
        fields.put("Retry-After", String.valueOf(random.nextInt(20)));
      }
      return Response.of(status, Servers.lines(fields));
    }

    private void leave() {
      if (open.isEmpty()) {
        return;
      }
      long id = new ArrayList<>(open.keySet()).get(random.nextInt(open.size()));
      open.remove(id);
      underWay.remove(id);
      tell(new Event.Left(id));
    }

    private void drain() {
      for (int i = 0; i < 100_000 && !open.isEmpty(); i++) {
        if (!underWay.isEmpty()) {
          long id = underWay.iterator().next();
          underWay.remove(id);
          tell(new Event.Answered(id, Servers.ok(Map.of())));
        } else {
          assertThat(governor.wakeAt()).as("something to wait for").isNotEqualTo(Governor.NEVER);
          now = Math.max(now, governor.wakeAt());
          tell(new Event.Woke());
        }
      }
      assertThat(open).as("calls that never end").isEmpty();
      assertThat(governor.size()).isZero();
    }

    private void tell(Event event) {
      for (Action action : governor.on(event, now)) {
        log.add(now + " " + action);
        switch (action) {
          case Action.Send(long id, int attempt) -> sent(id);
          case Action.End(long id, Outcome outcome) -> ended(id);
          case Action.Tell tell -> {}
        }
      }
      // A wake that is due would have been acted upon.
      assertThat(governor.wakeAt()).isGreaterThan(now);
    }

    private void sent(long id) {
      Call call = Objects.requireNonNull(open.get(id), "a call that is not over");
      assertThat(underWay.add(id)).as("under way once").isTrue();
      if (maybeDone.contains(id)) {
        assertThat(call.isIdempotent()).as("repeated: %s", call.target().method()).isTrue();
        assertThat(call.terms().oneShot()).as("sent twice").isFalse();
      }
    }

    private void ended(long id) {
      assertThat(open.remove(id)).as("ends once").isNotNull();
      underWay.remove(id);
    }
  }

  @Test
  void everyCallEndsOnceAndIsUnderWayOnceAndRepeatedOnlyWithoutHarm() {
    Seeds.check(400, random -> new Chaos(random).run(400));
  }

  @Test
  void theSameEventsGiveTheSameActions() {
    Seeds.check(
        40,
        random -> {
          long seed = random.nextLong();

          List<String> first = new Chaos(Seeds.random(seed)).run(300);
          List<String> second = new Chaos(Seeds.random(seed)).run(300);

          assertThat(second).isEqualTo(first);
        });
  }
}
