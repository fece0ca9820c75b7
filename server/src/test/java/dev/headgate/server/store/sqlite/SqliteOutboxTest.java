package dev.headgate.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.outage.Outbox;
import dev.headgate.server.store.outage.Outbox.Kept;
import dev.headgate.server.store.outage.Undelivered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settlements in a file. */
class SqliteOutboxTest {
  private static final long START = 480_000L * 3_600 * Micros.SECOND;
  private static final PolicySnapshot POLICY =
      PolicySnapshot.builder("hourly")
          .rule(
              Rule.limit("hourly", MeterSource.of(new FixedWindow(10_000, 3_600 * Micros.SECOND)))
                  .by("app"))
          .build();
  private static final Call CALL =
      Call.of(Operation.of("read", "GET"), Caller.builder().app(App.of("app-1")).build());

  private final InMemory store = new InMemory(SettlementListener.NONE);
  private final SqliteFixture calls = new SqliteFixture(store, POLICY, START);

  @TempDir Path folder;

  @Test
  void whatIsToldToBeKeptIsThereAfterAKillAndWhatIsForgottenIsNot() throws Exception {
    Path file = folder.resolve("settlements.db");
    SqliteOutbox outbox = opened(file);
    Kept first = kept(outbox, new Undelivered(reserved("r1"), Actual.points(3), START + 1));
    Kept second = kept(outbox, new Undelivered(reserved("r2"), Actual.NOTHING, START + 2));
    Kept third =
        kept(outbox, new Undelivered(reserved("r3"), new Actual(Map.of("mb", 7L), false), START));
    assertThat(forgotten(outbox, second)).isTrue();

    Path copy = SqliteFixture.killed(file, folder.resolve("copy.db"));
    outbox.close();

    try (SqliteOutbox after = opened(copy)) {
      assertThat(after.left())
          .extracting(Kept::number)
          .containsExactly(first.number(), third.number());
      assertThat(after.left())
          .extracting(kept -> kept.what().reservation().id())
          .containsExactly("r1", "r3");
      assertThat(after.left())
          .extracting(kept -> kept.what().actual())
          .containsExactly(first.what().actual(), third.what().actual());
      assertThat(after.left())
          .extracting(kept -> kept.what().at())
          .containsExactly(START + 1, START);
      Kept fourth = kept(after, new Undelivered(reserved("r4"), Actual.NOTHING, START));
      assertThat(fourth.number()).isGreaterThan(third.number());
    }
  }

  @Test
  void whatIsGivenBeforeTheEndIsWritten() {
    Path file = folder.resolve("settlements.db");
    List<Kept> told = new ArrayList<>();
    try (SqliteOutbox outbox = opened(file)) {
      for (int i = 0; i < 2_500; i++) {
        outbox.keep(new Undelivered(reserved("r" + i), Actual.NOTHING, START), told::add);
      }
    }

    try (SqliteOutbox after = opened(file)) {
      assertThat(told).hasSize(2_500).allMatch(Kept::isWritten);
      assertThat(after.left()).hasSize(2_500);
    }
  }

  @Test
  void aFullDiskLeavesSettlementsInMemoryAndSaysSo() throws Exception {
    try (SqliteOutbox outbox = opened(folder.resolve("settlements.db"))) {
      Kept before = kept(outbox, new Undelivered(reserved("r0"), Actual.NOTHING, START));
      long pages = outbox.database().number("PRAGMA page_count");
      outbox.database().run("PRAGMA max_page_count = " + pages);
      Kept last = before;
      for (int i = 1; i < 1_000 && last.isWritten(); i++) {
        last = kept(outbox, new Undelivered(reserved("r" + i), Actual.NOTHING, START));
      }

      assertThat(before.isWritten()).isTrue();
      assertThat(last.isWritten()).isFalse();
      assertThat(forgotten(outbox, last)).isTrue();
      outbox.database().run("PRAGMA max_page_count = 1000000");
      Kept after = kept(outbox, new Undelivered(reserved("r"), Actual.NOTHING, START));
      assertThat(after.isWritten()).isTrue();
    }
  }

  @Test
  void aFileOfCountersAndAFileInUseAreRefusedInOneLine() {
    Path counters = folder.resolve("counters.db");
    SqliteFixture.opened(counters, POLICY).close();
    Path file = folder.resolve("settlements.db");

    assertThatThrownBy(() -> opened(counters))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("not settlements of Headgate");
    try (SqliteOutbox outbox = opened(file)) {
      assertThatThrownBy(() -> opened(file))
          .isInstanceOf(StoreRefused.class)
          .hasMessageContaining("in use by another process");
      assertThat(outbox.left()).isEmpty();
    }
  }

  private Reservation reserved(String id) {
    return ((Decision.Allowed) calls.decide(CALL.withId(id), START, id)).reservation();
  }

  private static SqliteOutbox opened(Path file) {
    return SqliteOutbox.open(file, new ReservationCodec(() -> POLICY));
  }

  private static Kept kept(Outbox outbox, Undelivered what) throws Exception {
    CompletableFuture<Kept> told = new CompletableFuture<>();
    outbox.keep(what, told::complete);
    return told.get(30, TimeUnit.SECONDS);
  }

  private static boolean forgotten(Outbox outbox, Kept kept) throws Exception {
    CompletableFuture<Boolean> told = new CompletableFuture<>();
    outbox.forget(kept, told::complete);
    return told.get(30, TimeUnit.SECONDS);
  }
}
