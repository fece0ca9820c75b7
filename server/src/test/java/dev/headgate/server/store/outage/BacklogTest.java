package dev.headgate.server.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.sqlite.SqliteOutbox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for the store, over a file. */
class BacklogTest {
  private static final long AMOUNT = 100;
  private static final PolicySnapshot POLICY =
      PolicySnapshot.builder("hourly")
          .rule(
              Rule.limit("hourly", MeterSource.of(new FixedWindow(AMOUNT, 3_600 * Micros.SECOND))))
          .build();

  private final ManualTime time = new ManualTime(Served.START);
  private final List<Ending> endings = new CopyOnWriteArrayList<>();
  private final InMemory store = new InMemory(endings::add);
  private final Decider decider = new Decider(time, () -> POLICY, store, () -> "id");

  @TempDir Path folder;

  @Test
  void whatAnEarlierProcessLeftIsDeliveredAndIsGoneFromTheFile() throws Exception {
    Undelivered what = undelivered("call-1");
    Backlog before = backlog();
    assertThat(keep(before, what, StoreSilent.late(1))).isTrue();
    before.close();

    Backlog after = backlog();
    assertThat(after.size()).isEqualTo(1);
    after.deliver();
    after.close();

    assertThat(endings).hasSize(1);
    assertThat(remaining()).isEqualTo(AMOUNT);
    assertThat(backlog().size()).isZero();
  }

  @Test
  void oneWithoutAnIdIsDeliveredOnceAndIsLostWhereItMayHaveBeenDelivered() throws Exception {
    Undelivered what = undelivered(null);
    Backlog backlog = backlog();

    assertThat(keep(backlog, what, StoreSilent.late(1))).isFalse();
    assertThat(keep(backlog, what, StoreSilent.notAsked())).isTrue();
    backlog.deliver();
    await(() -> !endings.isEmpty());
    backlog.close();

    assertThat(backlog.lost()).isEqualTo(1);
    assertThat(endings).hasSize(1);
    assertThat(remaining()).isEqualTo(AMOUNT);
    assertThat(backlog().size()).isZero();
  }

  @Test
  void oneThatTheStoreDoesNotKnowAnyMoreIsLostAndSaidToBe() throws Exception {
    Backlog backlog = backlog();
    assertThat(keep(backlog, undelivered("call-1"), StoreSilent.late(1))).isTrue();
    time.advance(365L * 24 * 3_600 * Micros.SECOND);
    store.expire(time.micros());
    store.housekeep(time.micros());

    backlog.deliver();
    backlog.close();

    assertThat(backlog.lost()).isEqualTo(1);
    assertThat(backlog().size()).isZero();
  }

  private Backlog backlog() {
    return new Backlog(
        store,
        SqliteOutbox.open(folder.resolve("settlements.db"), new ReservationCodec(() -> POLICY)));
  }

  private Undelivered undelivered(@Nullable String id) {
    Decision decision = decider.decideNow(id == null ? Served.CALL : Served.CALL.withId(id));
    Reservation reservation = ((Decision.Allowed) decision).reservation();
    assertThat(reservation.id() == null).isEqualTo(id == null);
    return new Undelivered(reservation, Actual.NOTHING, time.micros());
  }

  private static boolean keep(Backlog backlog, Undelivered what, Exception cause) throws Exception {
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    backlog.keep(what, cause, kept::complete);
    return kept.get(30, TimeUnit.SECONDS);
  }

  private long remaining() {
    Immediate<Decision> seen = new Immediate<>();
    decider.check(decider.plan(Served.CALL, time.micros()), seen);
    return seen.get().verdicts().getFirst().remaining();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
