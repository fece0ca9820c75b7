package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.server.observe.BodyCounts;
import org.junit.jupiter.api.Test;

class ReservedPassageTest {
  private final ManualTime time = new ManualTime(1_764_000_000L * Micros.SECOND);
  private final MemoryStore store = new MemoryStore();

  private Policy policy = load("limits: {}\n");
  private final Decider decider = new Decider(time, () -> policy.snapshot(), store, () -> "r-1");

  private Decision decide() {
    return decider.decideNow(Call.of(new Operation("getIssue", "GET", "issues"), Caller.ANONYMOUS));
  }

  private static Policy load(String text) {
    return ((PolicyLoad.Loaded) PolicyLoader.loadText("policy.yaml", text)).policy();
  }

  private ReservedPassage passage(String text) {
    policy = load(text);
    Decision.Allowed allowed = (Decision.Allowed) decide();
    PassageParts parts =
        new PassageParts(
            new Settler(time, store, SettlementListener.NONE),
            new CallIds(IdempotencySettings.NONE),
            new CountingKit(new BodyCounts()));
    return new ReservedPassage(parts, allowed.reservation(), policy.charges(), null);
  }

  @Test
  void aPermitIsRenewedBeforeItsLeaseIsOverHoweverShort() {
    ReservedPassage passage =
        passage("limits: { few: { concurrent: { amount: 1, lease: 3s } } }\n");
    assertThat(passage.renewWithin()).isEqualTo(Micros.SECOND);

    for (int i = 0; i < 10; i++) {
      time.advance(passage.renewWithin());
      passage.renew();
    }

    assertThat(store.expire(time.micros())).as("permits and reservations lost").isZero();
    assertThat(decide()).as("the permit is still held").isInstanceOf(Decision.Throttled.class);
  }

  @Test
  void aReservationIsRenewedBeforeItsLifeIsOver() {
    ReservedPassage passage =
        passage(
            """
            settings: { reservationLife: 6s }
            limits: { few: { concurrent: { amount: 1, lease: 1m } } }
            """);

    assertThat(passage.renewWithin()).isEqualTo(2 * Micros.SECOND);
  }

  @Test
  void whatNobodyRemembersNeedsNoRenewal() {
    ReservedPassage passage = passage("limits: { some: { window: 9 per 1m } }\n");

    assertThat(passage.renewWithin()).isEqualTo(Long.MAX_VALUE);
  }
}
