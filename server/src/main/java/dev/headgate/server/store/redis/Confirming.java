package dev.headgate.server.store.redis;

import dev.headgate.core.call.CallId;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.server.store.cluster.Partition.Confirmation;
import dev.headgate.server.store.cluster.Partition.Confirmed;
import java.nio.ByteBuffer;
import java.util.List;

/** What was held and is made good. */
record Confirming(
    Domain domain, Confirmation confirmation, List<Placed> claims, Answer<Confirmed> answer)
    implements Question {
  private static final int CONFIRM = 7;
  private static final byte[] AS_HELD = {};
  private static final byte[] NO_TEXT = {};

  @Override
  public void write(Sheet sheet) {
    Names names = domain.names();
    Reservation held = confirmation.held();
    Reservation kept = confirmation.kept();
    String callKey = confirmation.home() && kept != null ? CallId.key(held.call()) : null;
    Settings settings = held.plan().snapshot().settings();
    sheet.number(CONFIRM);
    sheet.number(claims.size());
    sheet.number(sheet.key(names.reservation(String.valueOf(held.id()))));
    sheet.number(callKey == null ? Sheet.NO_KEY : sheet.key(names.call(callKey)));
    sheet.number(0);
    sheet.number(kept == null ? 0 : settings.reservationLife());
    sheet.number(settings.lateWithin());
    sheet.number(sheet.written(names.due()));
    sheet.number(domain.heldKey(sheet));
    for (Placed placed : claims) {
      domain.write(placed.claim(), placed.counter(), 0, held.plan().now(), sheet);
    }
    sheet.endNumbers();
    sheet.text(kept != null && confirmation.home() ? domain.notes().write(kept) : AS_HELD);
    sheet.text(callKey == null ? NO_TEXT : Texts.digest(CallId.content(held.call())));
  }

  @Override
  public void answered(long now, ByteBuffer text) {
    int status = text.get();
    answer.value(
        switch (status) {
          case 0 -> Confirmed.LAPSED;
          case 1 -> Confirmed.GOOD;
          case 2 -> Confirmed.REPEATED;
          default -> throw new IllegalStateException("status of a confirmation: " + status);
        });
  }

  @Override
  public void failed(Exception cause) {
    answer.failure(cause);
  }
}
