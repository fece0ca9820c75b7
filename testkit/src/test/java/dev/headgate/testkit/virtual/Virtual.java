package dev.headgate.testkit.virtual;

import dev.headgate.client.call.Party;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.profile.Profile;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderModel;
import dev.headgate.testkit.provider.ProviderSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** A governed program before a fake provider, in a world of their own. */
final class Virtual {
  static final long SECOND = 1_000_000;
  static final String ORIGIN = "http://127.0.0.1:8080";
  static final long START = Instant.parse("2026-03-26T16:00:00Z").getEpochSecond() * SECOND;
  static final Terms PATIENT = Terms.USUAL.withWaitMax(Terms.WAIT_MAX);

  final World world;
  final ProviderModel provider;
  final VirtualCaller caller;
  final List<Ended> ended = new ArrayList<>();

  Virtual(RandomGenerator random, FakeProfile fake, ProviderSettings settings, Profile profile) {
    this(random, fake, settings, profile, new Way(1_000, 2_000));
  }

  Virtual(
      RandomGenerator random,
      FakeProfile fake,
      ProviderSettings settings,
      Profile profile,
      Way way) {
    world = new World(START, random);
    provider = new ProviderModel(fake, settings.withSeed(random.nextLong()));
    GovernorSettings bounds = GovernorSettings.USUAL.withSeed(random.nextLong());
    caller = new VirtualCaller(world, new Governor(profile, bounds), provider, way);
    caller.onEnd(ended::add);
  }

  void call(String method, String target) {
    call(Asked.of(method, ORIGIN, target), PATIENT);
  }

  void call(Asked asked, Terms terms) {
    caller.call(asked, Party.ANONYMOUS, terms);
  }

  /** Makes so many calls, the next one whenever fewer than {@code most} are not over. */
  void keepAtHand(int calls, int most, IntFunction<String> target) {
    int[] next = {0};
    caller.onEnd(
        one -> {
          ended.add(one);
          if (next[0] < calls) {
            int number = next[0]++;
            world.at(world.now(), () -> call("GET", target.apply(number)));
          }
        });
    while (next[0] < Math.min(calls, most)) {
      call("GET", target.apply(next[0]++));
    }
  }

  /** Seconds from the start to the end of the last call. */
  double seconds() {
    return (double) (ended.getLast().at() - START) / SECOND;
  }
}
