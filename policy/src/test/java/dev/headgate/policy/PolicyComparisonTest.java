package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.check.Change;
import dev.headgate.policy.check.PolicyComparison;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyComparisonTest {
  private static final long NOW = Micros.of(Instant.parse("2026-01-15T00:00:00Z"));

  @Test
  void theSamePolicyChangesNothing() {
    Policy policy = Policies.example("atlassian-cloud");

    assertThat(policy.against(Policies.example("atlassian-cloud"), NOW)).isEmpty();
  }

  @Test
  void aTighteningWithoutNoticeIsRefused() {
    List<Change> changes = changes("burst: { bucket: 100 per 1s }", "burst: { bucket: 50 per 1s }");

    assertThat(kinds(changes)).containsExactly(Change.Kind.TIGHTENED, Change.Kind.NOTICE_BROKEN);
    assertThat(PolicyComparison.breaksNotice(changes)).isTrue();
    assertThat(changes.getLast().detail())
        .isEqualTo(
            "at most 50 at once with 0 users (was: 100)"
                + " (expected: not before 2026-02-12T00:00:00Z, 28 days)");
  }

  @Test
  void anEmergencyWithItsReasonIsNot() {
    List<Change> changes =
        changes(
            "burst: { bucket: 100 per 1s }",
            "burst: { bucket: 50 per 1s, emergency: attack on the search }");

    assertThat(kinds(changes)).containsExactly(Change.Kind.TIGHTENED, Change.Kind.EMERGENCY);
    assertThat(PolicyComparison.breaksNotice(changes)).isFalse();
  }

  @Test
  void aRaiseNeedsNoNotice() {
    List<Change> changes =
        changes("burst: { bucket: 100 per 1s }", "burst: { bucket: 200 per 1s }");

    assertThat(kinds(changes)).containsExactly(Change.Kind.LOOSENED);
  }

  @Test
  void anEnforceDateInsideTheNoticeIsRefusedAndALaterOneIsNot() {
    String announced = "burst: { bucket: 100 per 1s, phases: advertise }";
    String soon = "burst: { bucket: 100 per 1s, phases: [{ from: %s, phase: enforce }] }";

    List<Change> early = changes(announced, soon.formatted("2026-02-01"));
    List<Change> late = changes(announced, soon.formatted("2026-03-02"));

    assertThat(kinds(early)).containsExactly(Change.Kind.PHASES_MOVED, Change.Kind.NOTICE_BROKEN);
    assertThat(kinds(late)).containsExactly(Change.Kind.PHASES_MOVED);
  }

  @Test
  void aNewRuleThatEnforcesAtOnceIsRefused() {
    List<Change> changes =
        changes("a: { window: 1 per 1s }", "a: { window: 1 per 1s }\n  b: { window: 1 per 1m }");

    assertThat(kinds(changes)).containsExactly(Change.Kind.ADDED, Change.Kind.NOTICE_BROKEN);
  }

  @Test
  void aChangeOfKindCountsAnewAndARenameDoesNot() {
    List<Change> kind = changes("a: { bucket: 10 per 1s }", "a: { window: 10 per 1s }");
    List<Change> renamed = changes("a: { bucket: 10 per 1s }", "b: { bucket: 10 per 1s, was: a }");
    List<Change> replaced = changes("a: { bucket: 10 per 1s }", "b: { bucket: 10 per 1s }");

    assertThat(kinds(kind)).containsExactly(Change.Kind.COUNTS_ANEW);
    assertThat(renamed).isEmpty();
    assertThat(kinds(replaced)).contains(Change.Kind.ADDED, Change.Kind.REMOVED);
  }

  @Test
  void oneRowOfATableThatShrinksIsSeen() {
    String quota =
        "q: { bucket: { every: 1s, amount: { by: plan, values: { free: %s }, otherwise: 9 } } }";

    List<Change> changes = changes(quota.formatted("5"), quota.formatted("4"));

    assertThat(kinds(changes)).contains(Change.Kind.TIGHTENED);
    assertThat(changes.getFirst().detail()).contains("plan free");
  }

  private static List<Change.Kind> kinds(List<Change> changes) {
    return changes.stream().map(Change::kind).toList();
  }

  private static List<Change> changes(String before, String after) {
    return policy(after).against(policy(before), NOW);
  }

  private static Policy policy(String limit) {
    return Policies.loaded("noticeDays: 28\nlimits:\n  " + limit + "\n");
  }
}
