package dev.headgate.testkit.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profiles;
import dev.headgate.testkit.Seeds;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.provider.Trouble;
import dev.headgate.testkit.provider.Troubles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors 9 and 13 of the facts, from end to end: a fake that refuses, a governor that waits. */
@Tag("seeded")
class VectorsTest {
  private static ProviderSettings with(Trouble trouble) {
    return ProviderSettings.USUAL.withTroubles(Troubles.NONE.with(trouble, 1));
  }

  /** Whole seconds between the sendings of one call. */
  private static List<Long> waits(Virtual virtual) {
    List<Long> sent = virtual.caller.sentAt();
    List<Long> waits = new ArrayList<>();
    for (int i = 1; i < sent.size(); i++) {
      waits.add((sent.get(i) - sent.get(i - 1)) / Virtual.SECOND);
    }
    return waits;
  }

  @Test
  void aCallThatJamaRefusesWaitsTheFibonacciRowAndIsToldToComeLater() {
    Seeds.check(
        5,
        random -> {
          Virtual jama =
              new Virtual(random, FakeProfile.named("jama"), with(Trouble.REFUSES), Profiles.JAMA);
          jama.call("GET", "/rest/v1/items");

          jama.world.run();

          assertThat(waits(jama)).containsExactly(3L, 5L, 8L, 13L, 21L, 34L);
          assertThat(jama.ended.getFirst().outcome()).isInstanceOf(Outcome.RetryLater.class);
        });
  }

  /** One call a minute, two wanted at its start: how long the second one waits. */
  @ParameterizedTest
  @CsvSource({
    "JITTER, 60, 61",
    "RETRY_AFTER_MINUTE, 60, 61",
    "RETRY_AFTER_ZERO, 0, 61",
    "RETRY_AFTER_PAST, 0, 61",
    "HTML, 0, 61",
    "CONTRADICTING, 60, 61",
    "CLOCK_OFF, 60, 61"
  })
  void whateverRetryAfterSaysTheSecondCallIsMadeInTheEnd(Trouble trouble, long least, long most) {
    FakeProfile one =
        FakeProfile.named("ietf").withRate(new RateForm(RateForm.Kind.CALENDAR, 1, "minute"));
    Seeds.check(
        5,
        random -> {
          Virtual minute = new Virtual(random, one, with(trouble), Profiles.IETF_DRAFT);
          minute.call("GET", "/first");
          minute.call("GET", "/second");

          minute.world.run();

          assertThat(minute.ended)
              .allMatch(ended -> ended.outcome() instanceof Outcome.Answered, "answered");
          assertThat(minute.ended.getLast().at() - Virtual.START)
              .isBetween(60 * Virtual.SECOND, 130 * Virtual.SECOND);
          List<Long> waits = waits(minute).stream().filter(wait -> wait > 0).toList();
          assertThat(waits.getFirst()).isBetween(least, most);
        });
  }

  @Test
  void anEndlessRetryAfterIsToldAtOnceToWhoDoesNotWaitForEver() {
    FakeProfile one =
        FakeProfile.named("ietf").withRate(new RateForm(RateForm.Kind.CALENDAR, 1, "minute"));
    Seeds.check(
        5,
        random -> {
          Virtual minute =
              new Virtual(random, one, with(Trouble.RETRY_AFTER_ENDLESS), Profiles.IETF_DRAFT);
          for (String target : List.of("/first", "/second")) {
            minute.call(Asked.of("GET", Virtual.ORIGIN, target), Terms.USUAL);
          }

          minute.world.run();

          assertThat(minute.ended)
              .extracting(ended -> ended.outcome() instanceof Outcome.RetryLater)
              .containsExactlyInAnyOrder(true, false);
          assertThat(minute.seconds()).isLessThan(1);
        });
  }
}
