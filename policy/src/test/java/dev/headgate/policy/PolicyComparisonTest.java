package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.quota.Review;
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
  void anotherAccuracyIsListedAndNeedsNoNotice() {
    List<Change> changes =
        changes(
            "burst: { window: 100 per 1s }",
            "burst: { window: 100 per 1s, accuracy: optimistic, outage: { then: allow } }");

    assertThat(kinds(changes)).containsExactly(Change.Kind.CONSISTENCY_CHANGED);
    assertThat(changes.getFirst().detail())
        .isEqualTo(
            "optimistic: at most 3 nodes, each with 1.66% of it uncounted, over by at most 4.98%;"
                + " in an outage 30% of it on each node, then allow; on loss quarantine"
                + " (was: strict; in an outage 30% of it on each node, then refuse;"
                + " on loss quarantine)");
  }

  @Test
  void aLeasedBucketHoldsLessByWhatComesBackDuringALease() {
    List<Change> changes =
        changes("burst: { bucket: 100 per 1s }", "burst: { bucket: 100 per 1s, accuracy: leased }");

    assertThat(kinds(changes)).contains(Change.Kind.TIGHTENED, Change.Kind.CONSISTENCY_CHANGED);
    assertThat(changes.getFirst().detail()).isEqualTo("at most 95 at once with 0 users (was: 100)");
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

  @Test
  void aNewOrStricterGateNeedsNotice() {
    String gate =
        "gates: { licence: { admits: caller.licence == '%s', reason: licence, detail: no%s }}";
    Policy before = document(gate.formatted("any", ""));

    assertThat(kinds(before.against(document(""), NOW)))
        .containsExactly(Change.Kind.TIGHTENED, Change.Kind.NOTICE_BROKEN);
    assertThat(kinds(document(gate.formatted("creator", "")).against(before, NOW)))
        .containsExactly(Change.Kind.TIGHTENED, Change.Kind.NOTICE_BROKEN);
    assertThat(
            kinds(document(gate.formatted("creator", ", emergency: a leak")).against(before, NOW)))
        .containsExactly(Change.Kind.TIGHTENED, Change.Kind.EMERGENCY);
    assertThat(document("").against(before, NOW)).isEmpty();
  }

  @Test
  void anExemptionMayEndEarlierOnceTheNoticeHasPassed() {
    String exemption =
        "exemptions: { own: { when: app.id == 'own', owner: team-a, reason: ours, until: %s }}";
    Policy before = document(exemption.formatted("never"));

    List<Change> soon = document(exemption.formatted("2026-02-01")).against(before, NOW);
    List<Change> later = document(exemption.formatted("2026-03-01")).against(before, NOW);
    List<Change> gone = document("").against(before, NOW);

    assertThat(kinds(soon)).containsExactly(Change.Kind.TIGHTENED, Change.Kind.NOTICE_BROKEN);
    assertThat(kinds(later)).containsExactly(Change.Kind.TIGHTENED);
    assertThat(kinds(gone)).containsExactly(Change.Kind.TIGHTENED, Change.Kind.NOTICE_BROKEN);
  }

  @Test
  void aDearerPriceNeedsNoticeAndACheaperOneDoesNot() {
    String prices =
        "prices: { classes: { core: %d }%s }\n"
            + "operations: { read: { on: GET /issue, counts: core, price: %d } }";
    Policy before = document(prices.formatted(1, "", 1));

    List<Change> heavier = document(prices.formatted(2, "", 1)).against(before, NOW);
    List<Change> base = document(prices.formatted(1, "", 3)).against(before, NOW);
    List<Change> marked =
        document(prices.formatted(2, ", emergency: a runaway search", 1)).against(before, NOW);

    assertThat(kinds(heavier)).containsExactly(Change.Kind.TIGHTENED, Change.Kind.NOTICE_BROKEN);
    assertThat(heavier.getFirst().detail())
        .startsWith("2 points for each core")
        .endsWith("(was: 1)");
    assertThat(base.getFirst().detail()).isEqualTo("3 points (was: 1)");
    assertThat(kinds(marked)).containsExactly(Change.Kind.TIGHTENED, Change.Kind.EMERGENCY);
    assertThat(before.against(document(prices.formatted(2, "", 3)), NOW)).isEmpty();
  }

  @Test
  void aReservationThatGrowsNeedsNotice() {
    String operations =
        "operations: { read: { on: GET /issue, counts: { '$.a[*]': core }, atMost: %d } }";

    List<Change> changes =
        document(operations.formatted(250)).against(document(operations.formatted(50)), NOW);

    assertThat(kinds(changes)).containsExactly(Change.Kind.TIGHTENED, Change.Kind.NOTICE_BROKEN);
    assertThat(changes.getFirst().name()).isEqualTo("read");
    assertThat(changes.getFirst().detail()).isEqualTo("251 points reserved (was: 51)");
  }

  @Test
  void fieldsAndRefusalsInAnotherFormAreListed() {
    String usual = "operations: { read: { on: GET /issue }, search: { on: GET /search } }\n";
    String graphql = "{ name: ietf, refusals: { status: 200, body: graphql } }";
    Policy before = document(usual);

    List<Change> letters =
        document(usual + "dialect: { name: ietf, alphabet: a-w, policyField: disclosed }")
            .against(before, NOW);
    List<Change> search =
        document(usual.replace("GET /search", "GET /search, dialect: " + graphql))
            .against(before, NOW);

    assertThat(letters)
        .containsExactly(
            new Change(
                Change.Kind.TOLD_DIFFERENTLY,
                "all operations",
                "ietf, parameters a and w, policies once they are disclosed (was: ietf)"));
    assertThat(search)
        .containsExactly(
            new Change(
                Change.Kind.TOLD_DIFFERENTLY,
                "search",
                "ietf, refusals with status 200 as graphql (was: ietf)"));
  }

  @Test
  void otherCriteriaForABetterTierAreListed() {
    Policy before = Policies.example("atlassian-cloud");
    Policy after =
        new Policy(
            before.title(),
            before.snapshot(),
            before.routes(),
            before.dialect(),
            before.dialects(),
            before.charges(),
            before.notice(),
            new Review("app-quota", "two", 5_050, 8, 30, 1_000, false));

    List<Change> changes = after.against(before, NOW);

    assertThat(kinds(changes)).containsExactly(Change.Kind.REVIEW_CHANGED);
    assertThat(changes.getFirst().detail())
        .startsWith("two: 8 of 30 days above 50.5 % of app-quota, 1,000 tenants, when an app asks");
  }

  private static List<Change.Kind> kinds(List<Change> changes) {
    return changes.stream().map(Change::kind).toList();
  }

  private static List<Change> changes(String before, String after) {
    return policy(after).against(policy(before), NOW);
  }

  private static Policy policy(String limit) {
    return document("limits:\n  " + limit);
  }

  private static Policy document(String sections) {
    return Policies.loaded("noticeDays: 28\n" + sections + "\n");
  }
}
