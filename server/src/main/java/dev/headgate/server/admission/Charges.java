package dev.headgate.server.admission;

import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.server.gateway.Outcome;
import org.jspecify.annotations.Nullable;

/** What a request really cost, by how it ended and the policy's table. */
final class Charges {
  private Charges() {}

  static Actual actual(ChargeTable table, Outcome outcome) {
    ChargeTable.Outcome row = row(outcome);
    return actual(table, row);
  }

  /** What is charged for a row of the table; as reserved where there is none. */
  static Actual actual(ChargeTable table, ChargeTable.@Nullable Outcome row) {
    return row != null && table.charge(row) == ChargeTable.Charge.NOTHING
        ? Actual.NOTHING
        : Actual.AS_RESERVED;
  }

  /** The row of the table, or null where the call ran its usual course. */
  static ChargeTable.@Nullable Outcome row(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NotSent() -> ChargeTable.Outcome.NOT_SENT;
      case Outcome.Answered answered -> ChargeTable.answered(answered.method(), answered.status());
      case Outcome.UpstreamTimedOut() -> ChargeTable.Outcome.UPSTREAM_TIMEOUT;
      case Outcome.UpstreamFailed() -> ChargeTable.Outcome.SERVER_ERROR;
      case Outcome.ClientGone(boolean sent) -> left(sent);
      case Outcome.Cut(boolean sent) -> left(sent);
    };
  }

  private static ChargeTable.Outcome left(boolean sent) {
    return sent ? ChargeTable.Outcome.CLIENT_LEFT : ChargeTable.Outcome.NOT_SENT;
  }
}
