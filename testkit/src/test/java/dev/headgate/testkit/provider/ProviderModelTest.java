package dev.headgate.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.headers.reading.RetryAfter;
import dev.headgate.headers.reading.RetryAfterReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProviderModelTest {
  private static final String ORIGIN = "http://127.0.0.1:8080";
  private static final Instant START = Instant.parse("2026-03-26T15:59:30Z");
  private static final long NOW = START.getEpochSecond() * 1_000_000;

  private static ProviderModel troubled(String name, Trouble trouble) {
    Troubles troubles = Troubles.NONE.with(trouble, 1);
    return new ProviderModel(
        FakeProfile.named(name), ProviderSettings.USUAL.withTroubles(troubles));
  }

  private static Asked get() {
    return Asked.of("GET", ORIGIN, "/items");
  }

  private static Asked post(String key) {
    return new Asked(
        "POST", "/items", ORIGIN, java.util.Map.of("Idempotency-Key", key), "{\"a\":1}");
  }

  /** The refusal of a provider of one call a minute. */
  private static Reply refusal(Trouble trouble) {
    FakeProfile one =
        FakeProfile.named("ietf").withRate(new RateForm(RateForm.Kind.CALENDAR, 1, "minute"));
    ProviderModel model =
        new ProviderModel(one, ProviderSettings.USUAL.withTroubles(Troubles.NONE.with(trouble, 1)));
    model.answer(get(), NOW);
    return model.answer(get(), NOW);
  }

  @Test
  void theSameSeedAndRequestsGiveTheSameReplies() {
    List<List<Reply>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Troubles troubles = Troubles.NONE;
      for (Trouble trouble : Trouble.values()) {
        troubles = troubles.with(trouble, 0.2);
      }
      ProviderModel model =
          new ProviderModel(
              FakeProfile.named("atlassian"),
              ProviderSettings.USUAL.withSeed(7).withTroubles(troubles));
      List<Reply> replies = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        replies.add(model.answer(i % 3 == 0 ? post("key-" + i % 20) : get(), NOW + i * 1_000L));
      }
      runs.add(replies);
    }

    assertThat(runs.get(1)).isEqualTo(runs.get(0));
  }

  @Test
  void aKeyIsCarriedOutOnceUnlessTheProviderIgnoresKeys() {
    ProviderModel honest = new ProviderModel(FakeProfile.named("ietf"), ProviderSettings.USUAL);
    ProviderModel ignorant = troubled("ietf", Trouble.IGNORES_KEYS);

    for (ProviderModel model : List.of(honest, ignorant)) {
      assertThat(model.answer(post("k"), NOW).status()).isEqualTo(201);
      assertThat(model.answer(post("k"), NOW).status()).isEqualTo(201);
    }

    assertThat(honest.committed()).hasSize(1);
    assertThat(ignorant.committed()).hasSize(2).allMatch(commit -> "k".equals(commit.key()));
  }

  @Test
  void whatIsCutAfterTheCommitIsCommittedAndWhatIsCutBeforeIsNot() {
    ProviderModel after = troubled("ietf", Trouble.CUT_AFTER_COMMIT);
    ProviderModel before = troubled("ietf", Trouble.CUT_BEFORE);

    Reply lost = after.answer(post("k"), NOW);
    Reply never = before.answer(post("k"), NOW);

    assertThat(List.of(lost, never))
        .allMatch(reply -> reply.delivery().cut() == Reply.Cut.BEFORE_HEAD);
    assertThat(after.committed()).hasSize(1);
    assertThat(before.committed()).isEmpty();
  }

  @Test
  void aDocumentIsReadAsItWasWrittenLast() {
    ProviderModel model = new ProviderModel(FakeProfile.named("ietf"), ProviderSettings.USUAL);
    model.answer(new Asked("PUT", "/a", ORIGIN, java.util.Map.of(), "{\"v\":1}"), NOW);

    Reply read = model.answer(Asked.of("GET", ORIGIN, "/a?x=1"), NOW);
    String tag = Objects.requireNonNull(read.field("ETag"));
    Reply same = model.answer(Asked.of("GET", ORIGIN, "/a").with("If-None-Match", tag), NOW);

    assertThat(read.body()).isEqualTo("{\"v\":1}");
    assertThat(same.status()).isEqualTo(304);
  }

  @Test
  void whatACallReallyCostIsSettledAndTold() {
    ProviderSettings ten =
        ProviderSettings.USUAL.withContent(() -> asked -> Content.Page.json("{}").costing(11));
    ProviderModel jira = new ProviderModel(FakeProfile.named("atlassian"), ten);
    Asked search = Asked.of("GET", ORIGIN, "/rest/api/3/search?maxResults=50");

    Reply first = jira.answer(search, NOW);
    Reply second = jira.answer(search, NOW);

    assertThat(first.field("RateLimit")).contains("r=64949", "hg-cost=11");
    assertThat(second.field("RateLimit")).contains("r=" + (65_000 - 11 - 51));
  }

  @Test
  void everyFormOfRetryAfterIsWhatAReaderMustSurvive() {
    Instant soon = START.plus(Duration.ofMinutes(1));
    assertThat(refusal(Trouble.SLOW).field("Retry-After")).isEqualTo("30");
    assertThat(refusal(Trouble.RETRY_AFTER_ZERO).field("Retry-After")).isEqualTo("0");
    assertThat(refusal(Trouble.RETRY_AFTER_ENDLESS).field("Retry-After"))
        .isEqualTo("1000000000000000000");
    assertThat(refusal(Trouble.RETRY_AFTER_PAST).field("Retry-After"))
        .isEqualTo("Thu, 26 Mar 2026 14:59:30 GMT");
    assertThat(refusal(Trouble.RETRY_AFTER_MINUTE).field("Retry-After"))
        .isEqualTo("2026-03-26T16:00Z");

    assertThat(RetryAfterReader.parse("2026-03-26T16:00Z", START))
        .isEqualTo(new RetryAfter.At(soon.minusSeconds(30)));
  }

  @Test
  void refusalsMayBeHtmlOrAnErrorInsideOfTwoHundred() {
    Reply html = refusal(Trouble.HTML);
    Reply inside = refusal(Trouble.ERROR_INSIDE);

    assertThat(html.status()).isEqualTo(429);
    assertThat(html.fields()).extracting(Reply.Field::name).containsExactly("Content-Type", "Date");
    assertThat(inside.status()).isEqualTo(200);
    assertThat(inside.body()).startsWith("{\"errors\"");
  }

  @Test
  void fieldsMayGoBackwardsOrContradictEachOther() {
    ProviderModel backwards = troubled("ietf", Trouble.BACKWARDS);
    String first = backwards.answer(get(), NOW).field("RateLimit");
    backwards.answer(get(), NOW + 1_000_000);

    Reply third = backwards.answer(get(), NOW + 2_000_000);
    Reply both = troubled("ietf", Trouble.CONTRADICTING).answer(get(), NOW);

    assertThat(third.field("RateLimit")).isEqualTo(first);
    assertThat(both.fields().stream().filter(field -> field.name().equals("RateLimit"))).hasSize(2);
    assertThat(both.field("X-RateLimit-Remaining")).isEqualTo("100");
  }

  @Test
  void aClockThatIsOffShowsInTheDate() {
    Reply reply = troubled("generic", Trouble.CLOCK_OFF).answer(get(), NOW);

    assertThat(reply.field("Date")).isEqualTo("Thu, 26 Mar 2026 16:59:30 GMT");
    assertThat(reply.field("X-RateLimit-Reset"))
        .isEqualTo(Long.toString(START.getEpochSecond() + 3_600 + 30));
  }

  @Test
  void aRedirectLeadsElsewhereAndIsAnsweredThere() {
    ProviderSettings settings =
        ProviderSettings.USUAL
            .withTroubles(Troubles.NONE.with(Trouble.REDIRECT, 1))
            .withElsewhere("http://127.0.0.1:9090");
    ProviderModel model = new ProviderModel(FakeProfile.named("ietf"), settings);

    Reply sent = model.answer(get(), NOW);
    Reply there = model.answer(Asked.of("GET", "http://127.0.0.1:9090", "/items"), NOW);

    assertThat(sent.status()).isEqualTo(307);
    assertThat(sent.field("Location")).isEqualTo("http://127.0.0.1:9090/items");
    assertThat(there.status()).isEqualTo(200);
  }

  @Test
  void whatCannotBeReadIsABadRequest() {
    ProviderModel model = new ProviderModel(FakeProfile.named("ietf"), ProviderSettings.USUAL);

    assertThat(model.answer(Asked.of("GET", ORIGIN, "/a/../b"), NOW).status()).isEqualTo(400);
    assertThat(model.answer(get().with("Fake-Points", "many"), NOW).status()).isEqualTo(400);
    assertThat(model.answer(get().with("Fake-Users", "-1"), NOW).status()).isEqualTo(400);
  }

  @Test
  void troublesAreWrittenWithTheirShare() {
    Troubles troubles = Troubles.of(List.of("html", "cut-after-commit:2.5%"));

    assertThat(troubles.shares())
        .containsEntry(Trouble.HTML, 1.0)
        .containsEntry(Trouble.CUT_AFTER_COMMIT, 0.025);
    assertThatThrownBy(() -> Troubles.of(List.of("html:half")))
        .hasMessage("share: half (expected: 0% to 100%)");
    assertThatThrownBy(() -> Troubles.of(List.of("htlm")))
        .hasMessageStartingWith("trouble: htlm (expected: one of refuses, ");
    assertThatThrownBy(() -> Troubles.NONE.with(Trouble.HTML, 1.5))
        .hasMessage("html: 1.5 (expected: 0 to 1)");
  }
}
