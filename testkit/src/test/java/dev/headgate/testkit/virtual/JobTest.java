package dev.headgate.testkit.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.testkit.Seeds;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderModel;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.provider.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A job of 5,000 calls, in virtual time: with a governor all of them succeed in the shortest lawful
 * time, within 2 %; a script that knows nothing dies.
 */
@Tag("seeded")
class JobTest {
  private static final int CALLS = 5_000;

  /** So many calls of the job are handed to the governor at a time, as {@code run-job} does. */
  private static final int AT_HAND = 16;

  /** Ten calls in any second: the last ten can be made after 499 s. */
  private static final double JAMA_SECONDS = CALLS / 10.0 - 1;

  private static FakeProfile jama(RateForm.Kind kind) {
    return FakeProfile.named("jama").withRate(RateForm.perSecond(kind, 10));
  }

  @ParameterizedTest
  @CsvSource({"SLIDING", "CALENDAR", "BUCKET"})
  void aGovernedJobEndsInTheShortestLawfulTimeWithoutAFailedCall(RateForm.Kind kind) {
    Seeds.check(
        2,
        random -> {
          Virtual job = new Virtual(random, jama(kind), ProviderSettings.USUAL, Profiles.JAMA);

          run(job);

          assertThat(job.provider.tally().refused()).isZero();
          assertThat(job.seconds()).isLessThanOrEqualTo(JAMA_SECONDS * 1.02);
        });
  }

  /**
   * 600 a minute from the start of a minute: the ninth minute has the last 200. Where the length of
   * the window is told, a crowd that waited for a reset is spread on purpose, so they take 20 s.
   */
  @ParameterizedTest
  @CsvSource({"generic, 480", "okta, 480", "ietf, 500"})
  void aJobOverWindowsThatTellTheirFieldsUsesThemWhole(String name, double lawful) {
    Seeds.check(
        2,
        random -> {
          Profile profile = Profiles.named(name);
          Virtual job =
              new Virtual(random, FakeProfile.named(name), ProviderSettings.USUAL, profile);

          run(job);

          assertThat(job.provider.tally().refused()).isZero();
          assertThat(job.seconds()).isBetween(480.0, lawful * 1.02);
        });
  }

  private static void run(Virtual job) {
    job.keepAtHand(CALLS, AT_HAND, i -> "/rest/v1/items/" + i);
    job.world.run();

    assertThat(job.ended).hasSize(CALLS);
    assertThat(job.ended).allMatch(ended -> ended.outcome() instanceof Outcome.Answered);
    assertThat(job.ended).allMatch(ended -> ended.reply() != null && ended.reply().status() == 200);
    assertThat(job.provider.tally().carriedOut()).isEqualTo(CALLS);
  }

  @Test
  void aNaiveScriptDiesAtItsEleventhCall() {
    ProviderModel jama = new ProviderModel(jama(RateForm.Kind.SLIDING), ProviderSettings.USUAL);
    long now = Virtual.START;
    int done = 0;

    for (int i = 0; i < CALLS; i++) {
      Reply reply = jama.answer(Asked.of("GET", Virtual.ORIGIN, "/rest/v1/items/" + i), now);
      if (reply.status() != 200) {
        break;
      }
      done++;
      now += 5_000;
    }

    assertThat(done).isEqualTo(10);
  }

  @Test
  void aScriptThatGoesOnAfterRefusalsLosesMostOfItsCalls() {
    ProviderModel jama = new ProviderModel(jama(RateForm.Kind.SLIDING), ProviderSettings.USUAL);

    for (int i = 0; i < CALLS; i++) {
      jama.answer(
          Asked.of("GET", Virtual.ORIGIN, "/rest/v1/items/" + i), Virtual.START + i * 5_000L);
    }

    assertThat(jama.tally().carriedOut()).isEqualTo(CALLS * 5 / 1_000 * 10);
  }

  @Test
  void threeCredentialsOnOneEnvironmentKeepToItsRateTogether() {
    Seeds.check(
        2,
        random -> {
          Virtual jama =
              new Virtual(
                  random, jama(RateForm.Kind.SLIDING), ProviderSettings.USUAL, Profiles.JAMA);
          for (int i = 0; i < 600; i++) {
            Asked asked =
                Asked.of("GET", Virtual.ORIGIN, "/rest/v1/items/" + i)
                    .with("Authorization", "Bearer user-" + i % 3);
            jama.call(asked, Virtual.PATIENT);
          }

          jama.world.run();

          assertThat(jama.provider.tally().refused()).isZero();
          assertThat(jama.provider.tally().carriedOut()).isEqualTo(600);
        });
  }
}
