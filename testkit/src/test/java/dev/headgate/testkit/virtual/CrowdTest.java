package dev.headgate.testkit.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.call.Party;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.testkit.Seeds;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderModel;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.provider.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty programs that know nothing of each other before one provider. */
@Tag("seeded")
class CrowdTest {
  private static final int PROGRAMS = 50;

  /** Of an hour: eighteen a second. */
  private static final int QUOTA = 65_000;

  private static final Way WAY = new Way(10_000, 20_000);

  /** A crowd, with the calls that each of its programs had carried out. */
  private static final class Crowd {
    final World world;
    final ProviderModel provider;
    final List<VirtualCaller> callers = new ArrayList<>();
    final long[] done = new long[PROGRAMS];
    long ended;

    Crowd(FakeProfile fake, Profile profile, RandomGenerator random, Consumer<Served> watcher) {
      world = new World(Virtual.START - 60 * Virtual.SECOND, random);
      provider = new ProviderModel(fake, ProviderSettings.USUAL, watcher);
      for (int i = 0; i < PROGRAMS; i++) {
        int number = i;
        GovernorSettings settings = GovernorSettings.USUAL.withSeed(random.nextLong());
        VirtualCaller caller =
            new VirtualCaller(world, new Governor(profile, settings), provider, WAY);
        callers.add(
            caller.onEnd(
                one -> {
                  ended++;
                  done[number] += one.outcome() instanceof Outcome.Answered ? 1 : 0;
                }));
      }
    }

    void call(int program) {
      callers
          .get(program)
          .call(Asked.of("GET", Virtual.ORIGIN, "/items"), Party.ANONYMOUS, Terms.USUAL);
    }

    /** Jain's index: 1 if all have the same, 1/n if one has all. */
    double fairness() {
      double sum = 0;
      double squares = 0;
      for (long one : done) {
        sum += one;
        squares += (double) one * one;
      }
      return sum * sum / (PROGRAMS * squares);
    }
  }

  @Test
  void whereNothingIsStatedTheyShareFairlyAndEveryCallEnds() {
    Seeds.check(
        1,
        random -> {
          FakeProfile fake =
              FakeProfile.named("jama").withRate(RateForm.perSecond(RateForm.Kind.BUCKET, 100));
          Crowd crowd = new Crowd(fake, Profiles.GENERIC, random, served -> {});
          int calls = 100 * 120 * 3 / 2;
          for (int i = 0; i < calls; i++) {
            int program = i % PROGRAMS;
            long at = crowd.world.now() + random.nextLong(120 * Virtual.SECOND);
            crowd.world.at(at, () -> crowd.call(program));
          }

          crowd.world.run();

          assertThat(crowd.ended).isEqualTo(calls);
          assertThat(crowd.fairness()).isGreaterThanOrEqualTo(0.9);
          double refused = (double) crowd.provider.tally().refused();
          assertThat(refused / crowd.provider.tally().calls()).isLessThan(0.25);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {18, 50})
  void whoWaitedForTheHourDoesNotComeAllAtOnce(int paced) {
    Seeds.check(
        1,
        random -> {
          int quota = paced * 3_600;
          FakeProfile fake =
              FakeProfile.named("ietf")
                  .withRate(new RateForm(RateForm.Kind.CALENDAR, quota, "hour"));
          int[] bySecond = new int[3_600];
          Crowd crowd =
              new Crowd(
                  fake,
                  Profiles.IETF_DRAFT,
                  random,
                  served -> {
                    long second = (served.at() - Virtual.START) / Virtual.SECOND;
                    if (served.at() >= Virtual.START && second < bySecond.length) {
                      bySecond[(int) second]++;
                    }
                  });
          for (int i = 0; i < quota; i++) {
            crowd.provider.answer(
                Asked.of("GET", Virtual.ORIGIN, "/others"), Virtual.START - 61 * Virtual.SECOND);
          }
          for (int i = 0; i < PROGRAMS * 100; i++) {
            int program = i % PROGRAMS;
            long at = crowd.world.now() + random.nextLong(50 * Virtual.SECOND);
            crowd.world.at(at, () -> crowd.call(program));
          }

          crowd.world.run();

          assertThat(crowd.ended).isEqualTo(PROGRAMS * 100);
          assertThat(java.util.Arrays.stream(bySecond).max().orElse(0))
              .isLessThanOrEqualTo(paced * 3 / 2);
        });
  }

  @Test
  void whoLearnsFromAFieldThatNothingIsLeftDoesNotComeAtOnceEither() {
    Seeds.check(
        1,
        random -> {
          FakeProfile fake =
              FakeProfile.named("ietf")
                  .withRate(new RateForm(RateForm.Kind.CALENDAR, QUOTA, "hour"));
          int[] bySecond = new int[300];
          Crowd crowd =
              new Crowd(
                  fake,
                  Profiles.IETF_DRAFT,
                  random,
                  served -> {
                    long second = (served.at() - Virtual.START) / Virtual.SECOND;
                    if (second >= 0 && second < bySecond.length) {
                      bySecond[(int) second]++;
                    }
                  });
          for (int i = 0; i < QUOTA - PROGRAMS; i++) {
            crowd.provider.answer(
                Asked.of("GET", Virtual.ORIGIN, "/others"), Virtual.START - 61 * Virtual.SECOND);
          }
          for (int i = 0; i < PROGRAMS * 20; i++) {
            int program = i % PROGRAMS;
            crowd.world.at(
                crowd.world.now() + (i < PROGRAMS ? 0 : 10 * Virtual.SECOND),
                () -> crowd.call(program));
          }

          crowd.world.run();

          assertThat(crowd.ended).isEqualTo(PROGRAMS * 20);
          assertThat(crowd.provider.tally().refused()).isLessThanOrEqualTo(PROGRAMS);
          // By chance more of them meet in a second than are meant to: one run in a hundred has
          // one with 29. All at once would be fifty.
          assertThat(java.util.Arrays.stream(bySecond).max().orElse(0))
              .isLessThanOrEqualTo(QUOTA / 3_600 * 2);
        });
  }
}
