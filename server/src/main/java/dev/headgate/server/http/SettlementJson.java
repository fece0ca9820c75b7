package dev.headgate.server.http;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Claim;

/** Reservations and settlements as JSON. */
final class SettlementJson {
  private SettlementJson() {}

  static void members(Settlement settlement, JsonOut json) {
    json.text("outcome", word(settlement.outcome()));
    json.array("adjustments");
    for (Settlement.Adjustment adjustment : settlement.adjustments()) {
      json.object();
      json.text("rule", adjustment.claim().rule().name());
      json.text("unit", adjustment.claim().rule().unit());
      json.number("reserved", adjustment.claim().cost());
      json.number("actual", adjustment.actual());
      json.number("charged", adjustment.charged());
      json.number("refunded", adjustment.refunded());
      json.number("unpaid", adjustment.unpaid());
      json.end();
    }
    json.endArray();
  }

  static void reservation(Reservation reservation, JsonOut json) {
    json.text("reservation", String.valueOf(reservation.id()));
    json.text("operation", reservation.call().operation().name());
    json.text("at", Times.exact(reservation.at()));
    json.text("expiresAt", Times.exact(reservation.expiresAt()));
    QuoteJson.cost(reservation.quote(), json);
    json.array("taken");
    for (Claim claim : reservation.taken()) {
      json.object();
      json.text("rule", claim.rule().name());
      json.text("unit", claim.rule().unit());
      json.number("cost", claim.cost());
      json.text("phase", DecisionJson.word(claim.phase()));
      json.end();
    }
    json.endArray();
  }

  private static String word(Settlement.Outcome outcome) {
    return switch (outcome) {
      case SETTLED -> "settled";
      case EXPIRED -> "expired";
      case CORRECTED_LATE -> "correctedLate";
      case RECORDED_LATE -> "recordedLate";
      case UNKNOWN -> "unknown";
    };
  }
}
