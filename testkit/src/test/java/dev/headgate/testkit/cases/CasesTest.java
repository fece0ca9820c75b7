package dev.headgate.testkit.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a case says of a policy that answers in another way, and of a document with mistakes. */
class CasesTest {
  private static final String POLICY =
      """
      limits:
        tight: { window: 2 per 10s, per: app, reason: too-fast }
        wide:
          window: 1 per 1m
          per: app
          phases: observe
      quotas:
        day: { amount: 100, per: app, unit: points, every: day }
      operations:
        getX: { on: "GET /x", price: 5 }
      """;

  private static final String CALLERS =
      """
      callers:
        one: { tenant: tenant-a, app: app-1 }
      cases:
        two and a third:
      """;

  private static final String NOON = "    - { at: 2026-04-01T12:00:00Z, by: one, call: GET /x, ";

  @Test
  void aCaseHoldsWhereEverythingIsAnsweredAsWritten() {
    CaseResult result =
        run(
            NOON
                + "times: 2, expect: allowed, quoted: { points: 5 },"
                + " remaining: { tight: 0, day: 90 }, amount: { day: 100 } }\n"
                + "    - { after: 1s, by: one, call: GET /x, expect: throttled, binding: tight,"
                + " reason: too-fast, retry: 9000ms, status: 429, body: too-fast,"
                + " would: [wide], fields: { Retry-After: 9, X-Other: none } }\n"
                + "    - { at: 2026-04-01T12:00:10Z, by: one, call: GET /x, expect: allowed }\n");

    assertThat(result)
        .isInstanceOfSatisfying(
            CaseResult.Held.class, held -> assertThat(held.calls()).isEqualTo(4));
  }

  /** Each line: what is written, and what was answered instead. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expect: allowed | expect | throttled",
        "expect: throttled, binding: day | binding | tight",
        "expect: throttled, binding: none | binding | tight",
        "expect: throttled, reason: too-slow | reason | too-fast",
        "expect: throttled, retry: 9s | retry | 10s",
        "expect: throttled, retry: never | retry | 10s",
        "expect: throttled, quoted: { points: 4 } | quoted points | 5",
        "expect: throttled, fields: { Retry-After: 9 } | fields Retry-After | 10",
        "expect: throttled, fields: { retry-after: none } | fields retry-after | 10",
        "expect: throttled, fields: { X-Other: 1 } | fields X-Other | none",
        "expect: throttled, status: 503 | status | 429",
        "expect: throttled, would: none | would | wide",
        "expect: throttled, remaining: { day: 91 } | remaining day | 90",
        "expect: throttled, amount: { tight: 3 } | amount tight | 2",
      })
  void whatIsAnsweredInAnotherWayStandsBesideWhatWasExpected(
      String expected, String title, String answered) {
    CaseResult.Failed failed =
        failed(
            NOON
                + "times: 2, expect: allowed }\n"
                + "    - { after: 0s, by: one, call: GET /x, "
                + expected
                + " }\n");

    assertThat(failed.differences()).hasSize(1);
    assertThat(failed.differences().getFirst().expectation().title()).isEqualTo(title);
    assertThat(failed.differences().getFirst().actual()).isEqualTo(answered);
    assertThat(failed.where().place()).hasToString("cases.yaml:6:7");
  }

  @Test
  void aFailureShowsWhereExpectedAndAnsweredAndHowEveryLimitStood() {
    CaseResult.Failed failed =
        failed(NOON + "times: 3, expect: allowed, reason: none, quoted: { points: 5 } }\n");

    assertThat(FailureText.of(failed))
        .containsExactly(
            "cases.yaml:5:7: GET /x by one at 2026-04-01T12:00:00Z, call 3 of 3",
            "  what    expected  answered",
            "  expect  allowed   throttled",
            "  reason  none      too-fast",
            "  tight refuses: asked 1, left 0 of 2 requests",
            "  wide would refuse: asked 1, left 0 of 1 requests",
            "  day passes: asked 5, left 90 of 100 points");
    assertThat(FailureText.place(failed)).hasToString("cases.yaml:5:76");
  }

  @Test
  void whatFollowsAStepThatFailsIsNotLookedAt() {
    CaseResult.Failed failed =
        failed(
            NOON
                + "expect: refused }\n"
                + "    - { after: 0s, by: one, call: GET /x, expect: refused }\n");

    assertThat(failed.where().number()).isEqualTo(1);
    assertThat(failed.where().place().line()).isEqualTo(5);
  }

  /** Each line: a step, and the problem it has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ by: one, call: GET /, expect: allowed } | 5:7 no at",
        "{ after: 1s, by: one, call: GET /, expect: allowed } | 5:7 no at",
        "{ at: 2026-04-01, after: 1s, call: GET /, expect: allowed } | 5:7 at and after",
        "{ at: 2026-04-01, by: two, call: GET /, expect: allowed } | 5:29 \"two\" (expected: one",
        "{ at: 2026-04-01, call: /, expect: allowed } | 5:31 \"/\" (expected: method and target",
        "{ at: 2026-04-01, call: GET /%zz, expect: allowed } | 5:31",
        "{ at: 2026-04-01, call: GET / } | 5:7 no \"expect\"",
        "{ at: 2026-04-01, call: GET /, expect: alowed } | 5:46 \"alowed\" (expected: one",
        "{ at: 2026-04-01, call: GET /, expect: allowed, binding: tigt } | 5:64 \"tigt\"",
        "{ at: 2026-04-01, call: GET /, expect: allowed, remaining: { dat: 1 } } | 5:68 \"dat\"",
        "{ at: 2026-04-01, call: GET /, expect: allowed, retry: soon } | 5:62 \"soon\"",
        "{ at: 2026-04-01, call: GET /, expect: allowed, times: 0 } | 5:62 0 (expected: 1 to",
        "{ at: 2026-04-01, call: GET /, expect: allowed, costs: { points: -1 } } | 5:72 -1",
        "{ at: 2026-04-01, call: GET /, expect: allowed, status: 42 } | 5:63 42",
        "{ at: 2026-04-01, ended: others } | 5:32 \"others\" (expected: calls that run",
        "{ at: 2026-04-01, call: GET /, expect: allowed, wood: day } | 5:55 unknown key \"wood\"",
      })
  void mistakesHaveTheirPlace(String step, String problem) {
    List<Problem> problems = rejected(CALLERS + "    - " + step + "\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().file()).isEqualTo("cases.yaml");
    Problem only = problems.getFirst();
    assertThat(only.line() + ":" + only.column() + " " + only.message()).startsWith(problem);
  }

  @Test
  void timeNeverGoesBack() {
    List<Problem> problems =
        rejected(
            CALLERS
                + NOON
                + "expect: allowed }\n    - { at: 2026-04-01, call: GET /, expect: allowed }\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).contains("earlier than the step before it");
  }

  /** Each line: a caller, and the problem it has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ tenant: t, zone: Mars } | \"Mars\" (expected: a time zone",
        "{ attributes: { tenant: t } } | \"tenant\" (expected: none of",
        "{ tenant: t, users: -1 } | -1 (expected: 0 to",
        "{ tennant: t } | unknown key \"tennant\"",
      })
  void mistakesInCallersHaveTheirPlace(String caller, String problem) {
    List<Problem> problems =
        rejected(
            "callers: { one: "
                + caller
                + " }\ncases:\n  a:\n"
                + "    - { at: 2026-04-01, call: GET /, expect: allowed }\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).startsWith(problem);
    assertThat(problems.getFirst().line()).isEqualTo(1);
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    List<Problem> problems =
        rejected(
            """
            callers: { one: { zone: Mars } }
            cases:
              a: nothing
              b:
                - { at: 2026-04-01, call: GET, expect: maybe }
            """);

    assertThat(problems).hasSize(4);
  }

  @Test
  void aDocumentWithoutCasesIsNoGoodNews() {
    assertThat(rejected("cases: {}\n").getFirst().message()).contains("no cases");
  }

  private static CaseResult run(String steps) {
    CaseLoad load = CaseLoader.loadText("cases.yaml", CALLERS + steps, policy());
    assertThat(load).isInstanceOf(CaseLoad.Loaded.class);
    CaseFile file = ((CaseLoad.Loaded) load).file();
    return file.run(file.cases().getFirst());
  }

  private static CaseResult.Failed failed(String steps) {
    CaseResult result = run(steps);
    assertThat(result).isInstanceOf(CaseResult.Failed.class);
    return (CaseResult.Failed) result;
  }

  private static List<Problem> rejected(String text) {
    CaseLoad load = CaseLoader.loadText("cases.yaml", text, policy());
    assertThat(load).isInstanceOf(CaseLoad.Rejected.class);
    return ((CaseLoad.Rejected) load).problems();
  }

  private static dev.headgate.policy.Policy policy() {
    PolicyLoad load = PolicyLoader.loadText("policy.yaml", POLICY);
    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    return ((PolicyLoad.Loaded) load).policy();
  }
}
