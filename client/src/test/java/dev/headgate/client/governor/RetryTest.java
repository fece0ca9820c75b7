package dev.headgate.client.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.client.governor.Outcome.Answered;
import dev.headgate.client.governor.Outcome.OutcomeUnknown;
import dev.headgate.client.governor.Outcome.Reason;
import dev.headgate.client.governor.Outcome.RetryLater;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.retry.Failure;
import dev.headgate.client.retry.RetryRules;
import dev.headgate.client.sim.Calls;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, when, and what is not. */
class RetryTest {
  private final Desk desk = new Desk(Profiles.JAMA);

  /** FACTS, vector 9, the client's half. */
  @Test
  void aCallThatIsRefusedWaitsTheFibonacciRowAndThenGivesUp() {
    long id = desk.call(Calls.post());

    for (int seconds : new int[] {3, 5, 8, 13, 21, 34}) {
      desk.refuse(id);
      assertThat(desk.secondsToNextSend()).isEqualTo(seconds);
    }
    desk.refuse(id);

    assertThat(desk.outcome(id)).isInstanceOf(RetryLater.class);
    RetryLater later = (RetryLater) desk.outcome(id);
    assertThat(later.reason()).isEqualTo(Reason.RETRIES_SPENT);
    assertThat(later.policy()).startsWith("environment of https://api.example.org");
    assertThat(later.atMicros()).isGreaterThan(desk.now());
  }

  @Test
  void retryAfterIsAMinimum() {
    long id = desk.call(Calls.get());

    desk.refuse(id, 40);

    assertThat(desk.secondsToNextSend()).isBetween(40.0, 42.0);
  }

  @Test
  void retryAfterOfZeroFallsBackToTheProfile() {
    long id = desk.call(Calls.get());

    desk.refuse(id, 0);

    assertThat(desk.secondsToNextSend()).isEqualTo(3);
  }

  @Test
  void anEndlessRetryAfterIsToldAtOnce() {
    long id = desk.call(Calls.of("GET", Calls.get().target(), 300));

    desk.answer(id, 429, Map.of("Retry-After", "1000000000000000000"));

    assertThat(desk.outcome(id))
        .isInstanceOfSatisfying(
            RetryLater.class, later -> assertThat(later.reason()).isEqualTo(Reason.WAIT_TOO_LONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST", "PATCH"})
  void aRefusalWasNotCarriedOutSoEveryMethodIsRepeated(String method) {
    long id = desk.call(Calls.of(method));

    desk.refuse(id, 1);
    desk.secondsToNextSend();
    desk.ok(id);

    assertThat(desk.outcome(id)).isEqualTo(new Answered(2));
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMED_OUT", "CUT"})
  void afterTroubleOnlyWhatDoesNoHarmIsRepeated(Failure failure) {
    long post = desk.call(Calls.post());
    long put = desk.call(Calls.of("PUT"));

    desk.fail(post, failure);
    desk.fail(put, failure);

    assertThat(desk.outcome(post)).isEqualTo(new OutcomeUnknown(failure, 1));
    assertThat(desk.secondsToNextSend()).isEqualTo(3);
    assertThat(desk.sent()).endsWith(put);
  }

  @Test
  void aServerErrorLeavesAPostUnknownAndAGetAnsweredInTheEnd() {
    long post = desk.call(Calls.post());
    long get = desk.call(Calls.get());

    desk.answer(post, 500, Map.of());
    for (int i = 0; i < 6; i++) {
      desk.answer(get, 500, Map.of());
      desk.secondsToNextSend();
    }
    desk.answer(get, 500, Map.of());

    assertThat(desk.outcome(post)).isEqualTo(new OutcomeUnknown(Failure.SERVER_ERROR, 1));
    assertThat(desk.outcome(get)).isEqualTo(new Answered(7));
  }

  @Test
  void aKeyHelpsOnlyWhereTheProfileSaysThatItIsHonoured() {
    Desk honouring = new Desk(Profiles.JAMA.withRetry(RetryRules.FIBONACCI.honouringKeys()));
    long ignored = desk.call(Calls.with(Calls.post(), Calls.PATIENT.withKey()));
    long honoured = honouring.call(Calls.with(Calls.post(), Calls.PATIENT.withKey()));

    desk.fail(ignored, Failure.CUT);
    honouring.fail(honoured, Failure.CUT);

    assertThat(desk.outcome(ignored)).isEqualTo(new OutcomeUnknown(Failure.CUT, 1));
    assertThat(honouring.secondsToNextSend()).isEqualTo(3);
  }

  @Test
  void aServerWhoseRefusalsMeanNothingIsNotTrusted() {
    RetryRules usual = RetryRules.FIBONACCI;
    Desk wary =
        new Desk(
            Profiles.JAMA.withRetry(
                new RetryRules(usual.backoff(), 6, usual.deadlineMicros(), false, false)));
    long post = wary.call(Calls.post());

    wary.refuse(post, 1);

    assertThat(wary.outcome(post)).isEqualTo(new OutcomeUnknown(Failure.REFUSED, 1));
  }

  @Test
  void unavailableWithRetryAfterIsRepeatedAndShutsTheWholeOrigin() {
    long post = desk.call(Calls.post());

    desk.answer(post, 503, Map.of("Retry-After", "7"));
    long other = desk.call(Calls.get());

    assertThat(desk.sent()).containsExactly(post);
    assertThat(desk.secondsToNextSend()).isBetween(7.0, 8.0);
    assertThat(desk.sent()).hasSize(2);
    assertThat(desk.isOver(post) || desk.isOver(other)).isFalse();
  }

  @Test
  void aBodyThatCanBeSentOnceIsSentOnceAndTheResultSaysSo() {
    long refused = desk.call(Calls.with(Calls.post(), Calls.PATIENT.once()));
    long cut = desk.call(Calls.with(Calls.of("PUT"), Calls.PATIENT.once()));
    long unsent = desk.call(Calls.with(Calls.post(), Calls.PATIENT.once()));

    desk.fail(unsent, Failure.NOT_SENT);
    desk.fail(cut, Failure.CUT);
    desk.refuse(refused, 9);

    assertThat(desk.outcome(refused))
        .isInstanceOfSatisfying(
            RetryLater.class, later -> assertThat(later.reason()).isEqualTo(Reason.ONE_SHOT_BODY));
    assertThat(desk.outcome(cut)).isEqualTo(new Outcome.Failed(Failure.CUT, 1));
    assertThat(desk.isOver(unsent)).isFalse();
  }

  @Test
  void aLongWaitIsToldInsteadOfWaited() {
    long first = desk.call(Calls.get());
    desk.refuse(first, 60);

    long impatient = desk.call(Calls.of("GET", Calls.get().target(), 10));

    assertThat(desk.outcome(impatient))
        .isInstanceOfSatisfying(
            RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo(Reason.WAIT_TOO_LONG);
              double seconds = (double) (later.atMicros() - desk.now()) / Desk.SECOND;
              assertThat(seconds).isCloseTo(61, within(2.0));
            });
  }

  @Test
  void repetitionAfterTroubleHasABudgetAndRefusalsHaveNot() {
    int repeated = 0;
    for (int i = 0; i < 200; i++) {
      long id = desk.call(Calls.get());
      if (!desk.sent().contains(id)) {
        desk.pass(2);
      }
      desk.fail(id, Failure.CUT);
      if (desk.isOver(id)) {
        continue;
      }
      repeated++;
      desk.secondsToNextSend();
      desk.ok(id);
    }

    assertThat(repeated).as("twenty saved and a tenth of two hundred").isBetween(30, 41);
  }
}
