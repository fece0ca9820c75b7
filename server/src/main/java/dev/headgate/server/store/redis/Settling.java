package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.server.store.cluster.Partition.Cause;
import dev.headgate.server.store.cluster.Partition.Closing;
import java.nio.ByteBuffer;
import java.util.List;

/** The ending of a reservation: settled, or expired where its life is over. */
final class Settling implements Question {
  private static final int SETTLE = 3;

  private static final int UNKNOWN = 0;
  private static final int NOW_SETTLED = 1;
  private static final int BEFORE = 2;
  private static final int NOW_EXPIRED = 3;
  private static final int NOW_LATE = 4;
  private static final int BOTH = 5;
  private static final int STILL_OPEN = 6;

  private final Domain domain;
  private final Reservation reservation;
  private final List<Placed> claims;
  private final Closing closing;
  private final SettlementListener listener;
  private final Answer<Settlement> answer;
  private long around;
  private boolean spelledAnew;

  /** What ends, and the claims of it as they count now. */
  record Parts(Closing closing, List<Placed> claims) {}

  Settling(Domain domain, Parts parts, SettlementListener listener, Answer<Settlement> answer) {
    this.domain = domain;
    closing = parts.closing();
    reservation = closing.reservation();
    claims = parts.claims();
    around = closing.now();
    this.listener = listener;
    this.answer = answer;
  }

  @Override
  public void write(Sheet sheet) {
    String id = reservation.id();
    Actual expired = Actual.expired(reservation);
    Actual costs = closing.actual();
    sheet.number(SETTLE);
    sheet.number(claims.size());
    sheet.number(id == null ? Sheet.NO_KEY : sheet.key(domain.names().reservation(id)));
    sheet.number(code(closing.cause()));
    sheet.number(reservation.serial());
    sheet.number(costs.nothing() ? 1 : 0);
    sheet.number(reservation.at());
    sheet.number(id == null ? Sheet.NO_KEY : sheet.written(domain.names().due()));
    sheet.number(domain.heldKey(sheet));
    for (Placed placed : claims) {
      Claim claim = placed.claim();
      sheet.number(cost(costs, claim));
      sheet.number(cost(expired, claim));
      sheet.number(placed.now().rule().terms().debtMax());
      domain.write(placed.now(), placed.counter(), 0, around, sheet);
    }
    sheet.endNumbers();
  }

  private static int code(Cause cause) {
    return switch (cause) {
      case COST -> 0;
      case LIFE -> 1;
      case LAPSE -> 2;
      case CALL -> 3;
    };
  }

  /** Permits are held or not; whatever the call cost, they all go back. */
  private static long cost(Actual actual, Claim claim) {
    if (claim.meter().holds()) {
      return actual.nothing() ? 0 : claim.cost();
    }
    return actual.cost(claim.rule().unit(), claim.cost());
  }

  @Override
  public void answered(long now, ByteBuffer text) {
    int status = text.get();
    switch (status) {
      case Reading.BEYOND -> spellAnew(now);
      case NOW_SETTLED -> answer.value(ended(Outcome.SETTLED, text, now));
      case NOW_LATE -> answer.value(ended(Outcome.CORRECTED_LATE, text, now));
      case NOW_EXPIRED -> {
        Settlement expired = ended(Outcome.EXPIRED, text, now);
        answer.value(closing.cause() == Cause.COST ? Settlement.unknown() : expired);
      }
      case BOTH -> {
        ended(Outcome.EXPIRED, text, now);
        answer.value(ended(Outcome.CORRECTED_LATE, text, now));
      }
      case BEFORE -> answer.value(before(text));
      case UNKNOWN, STILL_OPEN -> answer.value(Settlement.unknown());
      default -> throw new IllegalStateException("status of an ending: " + status);
    }
  }

  @Override
  public void failed(Exception cause) {
    answer.failure(cause);
  }

  private Settlement ended(Outcome outcome, ByteBuffer text, long now) {
    Settlement settlement = new Settlement(outcome, Kept.changes(reservation.taken(), text));
    Actual costs = outcome == Outcome.EXPIRED ? Actual.expired(reservation) : closing.actual();
    listener.ended(new Ending(reservation, costs, settlement, now));
    return settlement;
  }

  private Settlement before(ByteBuffer text) {
    if (!text.hasRemaining()) {
      return Settlement.unknown();
    }
    Outcome outcome = Kept.outcome(Kept.State.of(text.get()));
    return new Settlement(outcome, Kept.changes(reservation.taken(), text));
  }

  private void spellAnew(long now) {
    if (spelledAnew) {
      failed(new IllegalStateException("no window at the store's instant " + now));
      return;
    }
    spelledAnew = true;
    around = now;
    domain.courier().ask(this);
  }
}
