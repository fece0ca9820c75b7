package dev.headgate.benchmarks;

import dev.headgate.client.call.Party;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderModel;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.virtual.VirtualCaller;
import dev.headgate.testkit.virtual.Way;
import dev.headgate.testkit.virtual.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fifty programs that know nothing of each other before one provider, in virtual time: the client's
 * governor, a plain retry loop, and a limiter as the AWS SDKs document it.
 */
final class Crowd {
  private static final long SECOND = 1_000_000;
  private static final long START = Instant.parse("2026-03-26T16:59:00Z").getEpochSecond() * SECOND;
  private static final String ORIGIN = "http://127.0.0.1:8080";
  private static final Way WAY = new Way(10_000, 20_000);
  private static final int PROGRAMS = 50;
  private static final int RATE = 100;
  private static final int SECONDS = 600;

  private final World world;
  private final ProviderModel provider;
  private final long[] done = new long[PROGRAMS];
  private long calls;
  private long ended;
  private long refused;
  private long made;
  private long asked;

  private Crowd(FakeProfile fake, long seed, Consumer<Served> watcher) {
    world = new World(START, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    provider = new ProviderModel(fake, ProviderSettings.USUAL.withSeed(seed), watcher);
  }

  /** Prints the curve: demand, use, refused share and fairness for each kind of program. */
  static void curve(long seed) {
    System.out.printf("program\tdemand\tuse %%\t429 %%\tJain\tended %%%n");
    for (String kind : List.of("governor", "aws-style", "retry-loop")) {
      for (double demand : new double[] {0.5, 0.8, 0.95, 1.1, 1.5, 2, 4}) {
        FakeProfile fake =
            FakeProfile.named("jama").withRate(RateForm.perSecond(RateForm.Kind.BUCKET, RATE));
        Crowd crowd = new Crowd(fake, seed, served -> {});
        crowd.run(kind, demand);
        System.out.printf(
            "%s\t%.2f\t%.1f\t%.1f\t%.3f\t%.1f%n",
            kind,
            demand,
            100.0 * crowd.made / (RATE * (long) SECONDS),
            100.0 * crowd.refused / crowd.asked,
            crowd.jain(),
            100.0 * crowd.ended / crowd.calls);
      }
    }
  }

  private void run(String kind, double demand) {
    List<BiConsumer<String, Runnable>> programs = new ArrayList<>();
    for (int i = 0; i < PROGRAMS; i++) {
      programs.add(program(kind, i));
    }
    for (int i = 0; i < PROGRAMS; i++) {
      arrive(programs.get(i), demand * RATE / PROGRAMS);
    }
    world.runUntil(START + SECONDS * SECOND);
    refused = provider.tally().refused();
    made = provider.tally().carriedOut();
    asked = provider.tally().calls();
    // What still waits may end; nothing new comes.
    world.runUntil(START + 2 * SECONDS * SECOND);
  }

  private void arrive(BiConsumer<String, Runnable> program, double perSecond) {
    long at = world.now() + (long) (-Math.log(1 - world.random().nextDouble()) / perSecond * 1e6);
    if (at < START + SECONDS * SECOND) {
      world.at(
          at,
          () -> {
            calls++;
            program.accept("/items", () -> ended++);
            arrive(program, perSecond);
          });
    }
  }

  private BiConsumer<String, Runnable> program(String kind, int number) {
    if (kind.equals("governor")) {
      return governed(number, Profiles.GENERIC);
    }
    @Nullable AwsStyle limiter = kind.equals("aws-style") ? new AwsStyle() : null;
    return (target, over) -> attempt(target, over, limiter, new int[] {number, 0});
  }

  private BiConsumer<String, Runnable> governed(int number, Profile profile) {
    GovernorSettings settings = GovernorSettings.USUAL.withSeed(world.random().nextLong());
    VirtualCaller caller = new VirtualCaller(world, new Governor(profile, settings), provider, WAY);
    caller.onEnd(
        one -> {
          ended++;
          boolean inTime = world.now() <= START + SECONDS * SECOND;
          done[number] += inTime && one.outcome() instanceof Outcome.Answered ? 1 : 0;
        });
    return (target, over) ->
        caller.call(Asked.of("GET", ORIGIN, target), Party.ANONYMOUS, Terms.USUAL);
  }

  /** Up to six retries, exponential with full jitter from 1 to 20 s, as ours has six. */
  private void attempt(String target, Runnable over, @Nullable AwsStyle limiter, int[] who) {
    double wait = limiter == null ? 0 : limiter.acquire(seconds());
    world.at(
        world.now() + (long) (wait * 1e6) + way(),
        () -> {
          int status = provider.answer(Asked.of("GET", ORIGIN, target), world.now()).status();
          world.at(
              world.now() + way(),
              () -> {
                if (limiter != null) {
                  limiter.update(status == 429, seconds());
                }
                answered(target, over, limiter, who, status);
              });
        });
  }

  private void answered(
      String target, Runnable over, @Nullable AwsStyle limiter, int[] who, int status) {
    if (status != 429 || who[1] >= 6) {
      done[who[0]] += status != 429 && world.now() <= START + SECONDS * SECOND ? 1 : 0;
      over.run();
      return;
    }
    double most = Math.min(20, Math.pow(2, who[1]));
    who[1]++;
    world.at(
        world.now() + (long) (world.random().nextDouble() * most * 1e6),
        () -> attempt(target, over, limiter, who));
  }

  private long way() {
    return WAY.baseMicros() + world.random().nextLong(WAY.jitterMicros());
  }

  private double seconds() {
    return (world.now() - START) / 1e6;
  }

  private double jain() {
    double sum = 0;
    double squares = 0;
    for (long one : done) {
      sum += one;
      squares += (double) one * one;
    }
    return sum * sum / (PROGRAMS * squares);
  }

  /** Prints the busiest second after the hour at a quota of which nothing was left before it. */
  static void topOfHour(int paced, long seed) {
    Map<Long, Integer> bySecond = new TreeMap<>();
    FakeProfile fake =
        FakeProfile.named("ietf")
            .withRate(new RateForm(RateForm.Kind.CALENDAR, paced * 3_600, "hour"));
    Crowd crowd =
        new Crowd(
            fake, seed, served -> bySecond.merge((served.at() - START) / SECOND, 1, Integer::sum));
    for (int i = 0; i < paced * 3_600; i++) {
      crowd.provider.answer(Asked.of("GET", ORIGIN, "/others"), START - SECOND);
    }
    for (int i = 0; i < PROGRAMS; i++) {
      BiConsumer<String, Runnable> program = crowd.governed(i, Profiles.IETF_DRAFT);
      for (int k = 0; k < 100; k++) {
        crowd.world.at(
            START + crowd.world.random().nextLong(50 * SECOND),
            () -> program.accept("/items", () -> {}));
      }
    }
    crowd.world.runUntil(START + 3_700 * SECOND);
    int peak = 0;
    for (long second = 60; second < 3_700; second++) {
      peak = Math.max(peak, bySecond.getOrDefault(second, 0));
    }
    System.out.printf(
        "top-of-hour\tpaced %d a second\tpeak second %d\tratio %.2f%n",
        paced, peak, (double) peak / paced);
  }
}
