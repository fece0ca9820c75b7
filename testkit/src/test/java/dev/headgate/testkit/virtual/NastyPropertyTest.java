package dev.headgate.testkit.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profiles;
import dev.headgate.testkit.Seeds;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.Commit;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.Reply;
import dev.headgate.testkit.provider.Trouble;
import dev.headgate.testkit.provider.Troubles;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a provider does, every call ends, and the outcome is true. */
@Tag("seeded")
class NastyPropertyTest {
  private static final int CALLS = 150;

  static List<String> names() {
    return List.copyOf(Profiles.byName().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCallEndsWithATrueOutcomeWhateverTheProviderDoes(String name) {
    Seeds.check(3, random -> run(name, several(random), random));
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void everyTroubleAloneIsSurvived(Trouble trouble) {
    Seeds.check(
        3,
        random -> {
          String name = names().get(random.nextInt(names().size()));
          run(name, Troubles.NONE.with(trouble, random.nextDouble(0.1, 1)), random);
        });
  }

  /** Refuses, cuts before and after it commits, fails, and ignores keys. */
  @Test
  void aThousandWritesLeaveExactlyTheCommittedSet() {
    Troubles troubles =
        Troubles.of(List.of("refuses:20%", "cut-before:5%", "cut-after-commit:10%", "fails:5%"))
            .with(Trouble.IGNORES_KEYS, 1);
    Seeds.check(
        2,
        random -> {
          Virtual virtual = virtual("generic", troubles, random);
          for (int i = 0; i < 1_000; i++) {
            Asked post =
                Asked.of("POST", Virtual.ORIGIN, "/orders/" + i).with("Idempotency-Key", "k" + i);
            virtual.call(post, Virtual.PATIENT.withKey());
          }

          virtual.world.run();

          assertThat(virtual.ended).hasSize(1_000);
          outcomesAreTrue(virtual);
          assertThat(virtual.provider.committed()).hasSizeGreaterThan(500);
        });
  }

  private static Troubles several(RandomGenerator random) {
    Troubles troubles = Troubles.NONE;
    for (Trouble trouble : Trouble.values()) {
      if (random.nextInt(3) == 0) {
        troubles = troubles.with(trouble, random.nextDouble(0.02, 0.3));
      }
    }
    return troubles;
  }

  private static void run(String name, Troubles troubles, RandomGenerator random) {
    Virtual virtual = virtual(name, troubles, random);
    for (int i = 0; i < CALLS; i++) {
      boolean write = random.nextInt(3) == 0;
      virtual.call(
          Asked.of(write ? "POST" : "GET", Virtual.ORIGIN, "/things/" + i), Virtual.PATIENT);
    }

    virtual.world.run();

    assertThat(virtual.ended).as("every call ends once: %s", troubles).hasSize(CALLS);
    assertThat(virtual.caller.open()).isZero();
    outcomesAreTrue(virtual);
  }

  private static Virtual virtual(String name, Troubles troubles, RandomGenerator random) {
    return new Virtual(
        random,
        FakeProfile.named(name),
        ProviderSettings.USUAL.withTroubles(troubles),
        Profiles.named(name),
        new Way(5_000, 20_000));
  }

  private static void outcomesAreTrue(Virtual virtual) {
    Set<String> committed = new HashSet<>();
    for (Commit commit : virtual.provider.committed()) {
      assertThat(committed.add(commit.target())).as("%s twice", commit.target()).isTrue();
    }
    for (Ended ended : virtual.ended) {
      boolean post = ended.asked().method().equals("POST");
      boolean done = committed.contains(ended.asked().target());
      Reply reply = ended.reply();
      switch (ended.outcome()) {
        case Outcome.Answered answered ->
            assertThat(post && reply != null && reply.status() == 201)
                .as("done: %s", ended)
                .isEqualTo(post && done);
        case Outcome.RetryLater later -> assertThat(done).as("not done: %s", ended).isFalse();
        case Outcome.Failed failed -> assertThat(done).as("not done: %s", ended).isFalse();
        case Outcome.OutcomeUnknown unknown -> assertThat(post).isTrue();
      }
    }
  }
}
