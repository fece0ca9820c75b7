package dev.headgate.server.store.redis;

import dev.headgate.core.call.CallId;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import java.nio.ByteBuffer;
import java.util.List;

/** The renewal of a reservation's permits and life. */
record Renewing(
    Domain domain, Reservation reservation, List<Placed> claims, long now, Answer<Boolean> answer)
    implements Question {
  private static final int RENEW = 4;

  @Override
  public void write(Sheet sheet) {
    Names names = domain.names();
    String id = reservation.id();
    String callKey = CallId.key(reservation.call());
    sheet.number(RENEW);
    sheet.number(claims.size());
    sheet.number(id == null ? Sheet.NO_KEY : sheet.key(names.reservation(id)));
    sheet.number(callKey == null ? Sheet.NO_KEY : sheet.key(names.call(callKey)));
    sheet.number(reservation.serial());
    sheet.number(reservation.plan().snapshot().settings().reservationLife());
    sheet.number(0);
    sheet.number(id == null ? Sheet.NO_KEY : sheet.written(names.due()));
    sheet.number(Sheet.NO_KEY);
    for (Placed placed : claims) {
      domain.write(placed.now(), placed.counter(), 0, now, sheet);
    }
    sheet.endNumbers();
  }

  @Override
  public void answered(long at, ByteBuffer text) {
    answer.value(text.get() == 1);
  }

  @Override
  public void failed(Exception cause) {
    answer.failure(cause);
  }
}
