package dev.headgate.server.store.redis;

import dev.headgate.core.call.CallId;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.server.store.cluster.Partition;
import dev.headgate.server.store.cluster.Weighed;
import java.nio.ByteBuffer;

/** A call that is decided, or only asked about. */
final class Deciding implements Question {
  /** What is asked, in the script's numbers. */
  enum Kind {
    TAKE(1),
    PEEK(2),
    HOLD(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private static final int BINDS = 1;
  private static final int CHARGES_REFUSED = 2;
  private static final int QUARANTINED = 4;

  private static final byte[] NO_TEXT = {};

  private final Domain domain;
  private final Bindings.Binding binding;
  private final Plan plan;
  private final long serial;
  private final Kind kind;
  private final Answer<Weighed> answer;

  /** Around which instant periods are spelled. */
  private long around;

  private boolean spelledAnew;

  /** What a call is asked with: serial 0 where nothing is to be taken. */
  record Parts(Domain domain, Bindings.Binding binding, Plan plan, long serial) {}

  Deciding(Parts parts, Kind kind, Answer<Weighed> answer) {
    domain = parts.domain();
    binding = parts.binding();
    plan = parts.plan();
    serial = parts.serial();
    this.kind = kind;
    this.answer = answer;
    around = plan.now();
  }

  @Override
  public void write(Sheet sheet) {
    Matched matched = plan.matched();
    Names names = domain.names();
    String id = plan.reservationId();
    String callKey = kind == Kind.HOLD ? null : CallId.key(plan.call());
    Settings settings = plan.snapshot().settings();
    boolean taking = kind != Kind.PEEK;
    sheet.number(kind.code);
    sheet.number(matched.size());
    sheet.number(taking && id != null ? sheet.written(names.reservation(id)) : Sheet.NO_KEY);
    sheet.number(callKey != null ? sheet.key(names.call(callKey)) : Sheet.NO_KEY);
    sheet.number(serial);
    sheet.number(kind == Kind.HOLD ? Partition.HOLD_LIFE : settings.reservationLife());
    sheet.number(kind == Kind.HOLD ? 0 : settings.lateWithin());
    sheet.number(taking && id != null ? sheet.written(names.due()) : Sheet.NO_KEY);
    sheet.number(domain.heldKey(sheet));
    for (int i = 0; i < matched.size(); i++) {
      Claim claim = matched.claim(i);
      domain.write(claim, binding.counter(claim.ordinal()), flags(claim), around, sheet);
    }
    sheet.endNumbers();
    sheet.text(taking && id != null ? domain.notes().write(planned(id)) : NO_TEXT);
    sheet.text(callKey != null ? Texts.digest(CallId.content(plan.call())) : NO_TEXT);
  }

  private static int flags(Claim claim) {
    return (claim.binds() ? BINDS : 0)
        + (claim.rule().terms().chargeRefused() ? CHARGES_REFUSED : 0)
        + (claim.rule().terms().consistency().onLoss() == Consistency.Loss.QUARANTINE
            ? QUARANTINED
            : 0);
  }

  private Reservation planned(String id) {
    long expiresAt = plan.now() + plan.snapshot().settings().reservationLife();
    return new Reservation(id, serial, plan, plan.matched().claims(), plan.now(), expiresAt);
  }

  @Override
  public void answered(long now, ByteBuffer text) {
    Reading reading = Reading.of(plan.matched(), now, kind != Kind.PEEK, text);
    switch (reading.status()) {
      case Reading.BEYOND -> spellAnew(now);
      case Reading.OTHER ->
          answer.value(
              new Weighed(
                  new Taken(reading.verdicts(), now, false, null, Taken.Repetition.OTHER), false));
      case Reading.SAME -> repeated(reading, now, text);
      default -> answer.value(new Weighed(taken(reading, now), reading.heldBack()));
    }
  }

  @Override
  public void failed(Exception cause) {
    answer.failure(cause);
  }

  private Taken taken(Reading reading, long now) {
    boolean passed = kind != Kind.PEEK && reading.status() == Reading.PASSED;
    String id = plan.reservationId();
    boolean asPlanned = reading.taken().size() == plan.matched().size();
    Reservation reservation = null;
    if (passed && (id != null || !asPlanned)) {
      long expiresAt = now + plan.snapshot().settings().reservationLife();
      reservation = new Reservation(id, serial, plan, reading.taken(), now, expiresAt);
    }
    return new Taken(reading.verdicts(), now, passed, reservation, Taken.Repetition.FIRST);
  }

  private void repeated(Reading reading, long now, ByteBuffer text) {
    Reservation known = Kept.of(text).reservation(domain.notes());
    if (known == null) {
      failed(new IllegalStateException("a reservation that cannot be read"));
      return;
    }
    Taken again = new Taken(reading.verdicts(), now, true, known, Taken.Repetition.SAME);
    answer.value(new Weighed(again, false));
  }

  /** The server's clock lies where the periods that this node spelled do not reach. */
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
