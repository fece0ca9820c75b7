package dev.headgate.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.server.house.FaultRow;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("seeded")
@Tag("fault")
class SqliteStoreTest {
  private static final PolicySnapshot POLICY = Traffic.policy().build();
  private static final long START = 1_764_000_000 * Traffic.SECOND;

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final Traffic traffic = new Traffic(seed);

  @TempDir Path folder;

  @Test
  void aKilledStoreGoesOnLikeOneThatWasNeverInterrupted() throws Exception {
    SqliteFixture unbroken = new SqliteFixture(memory(), POLICY, START);
    Path file = folder.resolve("counters-0.db");
    SqliteStore store = SqliteFixture.opened(file, POLICY);
    SqliteFixture broken = new SqliteFixture(store, POLICY, START);
    long now = START;
    for (int i = 0; i < 1_200; i++) {
      now += traffic.random().nextInt(300_000);
      Call call = traffic.call();
      Actual actual = traffic.actual();
      Decision expected = unbroken.decide(call, now, "r" + i);

      Decision decision = broken.decide(call, now, "r" + i);

      assertThat(SqliteFixture.shown(decision))
          .as("seed %d, call %d", seed, i)
          .isEqualTo(SqliteFixture.shown(expected));
      if (decision instanceof Decision.Allowed one && traffic.random().nextInt(3) > 0) {
        Settlement settlement = broken.settle(one, actual, now);
        assertThat(settlement.toString())
            .as("seed %d, call %d", seed, i)
            .isEqualTo(unbroken.settle((Decision.Allowed) expected, actual, now).toString());
      }
      if (i % 100 == 99) {
        assertThat(store.write()).isTrue();
        file = SqliteFixture.killed(file, folder.resolve("counters-" + i + ".db"));
        store.close();
        store = SqliteFixture.opened(file, POLICY);
        broken = new SqliteFixture(store, POLICY, now);
        assertThat(store.floor()).isBetween(now - 1_000, now);
      }
    }
    store.close();
  }

  @Test
  void aReservationSettlesByItsIdAfterARestartAndARepeatedCallIsStillKnown() throws Exception {
    Call call = traffic.call().withId("own");
    SqliteStore before = SqliteFixture.opened(folder.resolve("a.db"), POLICY);
    new SqliteFixture(before, POLICY, START).decide(call, START, "r1");
    before.write();
    Path file = SqliteFixture.killed(folder.resolve("a.db"), folder.resolve("b.db"));
    before.close();

    try (SqliteStore after = SqliteFixture.opened(file, POLICY)) {
      Decision again = new SqliteFixture(after, POLICY, START).decide(call, START + 1, "r2");
      Immediate<Found> found = new Immediate<>();
      after.find("r1", START + 2, found);
      Found.Open open = (Found.Open) found.get();
      Immediate<Settlement> settled = new Immediate<>();
      after.settle(open.reservation(), Actual.NOTHING, START + 3, settled);

      Taken taken = ((Decision.Allowed) again).taken();
      assertThat(taken.repetition()).isEqualTo(Taken.Repetition.SAME);
      assertThat(open.reservation().id()).isEqualTo("r1");
      assertThat(settled.get().outcome()).isEqualTo(Settlement.Outcome.SETTLED);
    }
  }

  @Test
  void whatIsOverIsGoneFromTheFileAndItsRoomIsGivenBack() throws Exception {
    Path file = folder.resolve("counters.db");
    try (SqliteStore store = SqliteFixture.opened(file, POLICY)) {
      SqliteFixture calls = new SqliteFixture(store, POLICY, START);
      for (int i = 0; i < 12_000; i++) {
        Call call = traffic.call().withId("id-" + i).withQuery("padding=" + "x".repeat(400));
        calls.decide(call, START + i * 100_000L, "r" + i);
        if (i % 2_000 == 0) {
          store.write();
        }
      }
      store.write();
      long pages = store.database().number("PRAGMA page_count");
      long later = START + 10_000 * Traffic.SECOND;

      for (int i = 0; i < 200; i++) {
        store.housekeep(later + 4_000 * Traffic.SECOND);
        assertThat(store.write()).isTrue();
      }

      assertThat(store.database().number("SELECT count(*) FROM reservations")).isZero();
      assertThat(store.database().number("SELECT count(*) FROM cells")).isZero();
      assertThat(store.database().number("PRAGMA page_count")).isLessThan(pages);
    }
  }

  @Test
  void aFullDiskIsSurvivedAndNothingIsLostOnceThereIsRoom() throws Exception {
    Path file = folder.resolve("counters.db");
    SqliteStore store = SqliteFixture.opened(file, POLICY);
    SqliteFixture calls = new SqliteFixture(store, POLICY, START);
    long pages = store.database().number("PRAGMA page_count");
    store.database().run("PRAGMA max_page_count = " + (pages + 2));
    int allowed = 0;
    for (int i = 0; i < 300; i++) {
      Decision decision = calls.decide(held(i), START + i * Traffic.SECOND / 4, "r" + i);
      allowed += decision instanceof Decision.Allowed ? 1 : 0;
      if (i % 50 == 49) {
        store.write();
      }
    }
    boolean writtenWhileFull = store.write();

    store.database().run("PRAGMA max_page_count = 1000000");
    boolean written = store.write();
    Path copy = SqliteFixture.killed(file, folder.resolve("copy.db"));
    store.close();

    assertThat(writtenWhileFull).isFalse();
    assertThat(written).isTrue();
    assertThat(allowed).as("seed %d", seed).isPositive();
    try (SqliteStore after = SqliteFixture.opened(copy, POLICY)) {
      assertThat(after.database().number("SELECT count(*) FROM reservations"))
          .as("seed %d", seed)
          .isEqualTo(allowed);
    }
    new FaultRow(
            "disk full under counters in a file",
            "decisions go on in memory, and nothing is lost once there is room",
            allowed + " reservations while there was no room, all found after a kill",
            seed)
        .write();
  }

  @Test
  void aFileOfTheFormatBeforeIsBroughtUpWithItsCounts() throws Exception {
    Path old = folder.resolve("old.db");
    SqliteStore store = SqliteFixture.opened(old, POLICY);
    SqliteFixture calls = new SqliteFixture(store, POLICY, START);
    Call call = traffic.call();
    calls.decide(call, START, "r1");
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE");
      statement.execute("DROP TABLE reservations");
      statement.execute("PRAGMA user_version = 1");
    }

    try (SqliteStore after = SqliteFixture.opened(old, POLICY)) {
      assertThat(after.database().number("PRAGMA user_version"))
          .isEqualTo(Schema.COUNTERS.format());
      assertThat(after.database().number("SELECT count(*) FROM reservations")).isZero();
      assertThat(after.database().number("SELECT count(*) FROM cells")).isPositive();
    }
  }

  @Test
  void whatIsNotOursIsRefusedInOneLineAndLeftAsItIs() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "notes ".repeat(40));
    Path foreign = folder.resolve("foreign.db");
    Path newer = folder.resolve("newer.db");
    for (Path file : List.of(foreign, newer)) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE theirs (id INTEGER)");
        if (file.equals(newer)) {
          statement.execute("PRAGMA application_id = " + Schema.COUNTERS.application());
          statement.execute("PRAGMA user_version = 99");
        }
      }
    }

    refuses(text, "not counters of Headgate (expected: a file that Headgate wrote, or none)");
    refuses(foreign, "not counters of Headgate (expected: a file that Headgate wrote, or none)");
    refuses(newer, "format 99 (expected: at most 2: a newer Headgate wrote it)");
    refuses(folder, "a folder (expected: a file)");
    refuses(
        folder.resolve("none").resolve("counters.db"),
        "no such folder (expected: a file in a folder that exists)");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(text, foreign, newer);
    }
  }

  @Test
  void aFileInUseIsRefused() {
    Path file = folder.resolve("counters.db");

    try (SqliteStore store = SqliteFixture.opened(file, POLICY)) {
      assertThat(store.write()).isTrue();
      assertThatThrownBy(() -> SqliteFixture.opened(file, POLICY))
          .isInstanceOf(StoreRefused.class)
          .hasMessageContaining("in use by another process");
    }
  }

  private static void refuses(Path file, String why) throws Exception {
    byte[] before = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];

    assertThatThrownBy(() -> SqliteFixture.opened(file, POLICY))
        .isInstanceOf(StoreRefused.class)
        .hasMessage("store " + file + ": " + why);

    if (Files.isRegularFile(file)) {
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  private Call held(int number) {
    return traffic.call().withId("id-" + number);
  }

  private static Store memory() {
    return new InMemory(SettlementListener.NONE);
  }
}
