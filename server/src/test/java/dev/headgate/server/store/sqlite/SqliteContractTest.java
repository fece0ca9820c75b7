package dev.headgate.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.reference.SideBySide;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.StoreUnderTest;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine with its counters in a file beside a slow and obvious one, operation by operation. */
@Tag("seeded")
class SqliteContractTest {
  private static final int SCRIPTS = 40;
  private static final int OPERATIONS = 400;
  private static final PolicySnapshot NONE = PolicySnapshot.builder("none").build();

  private final List<SqliteStore> opened = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() {
    opened.forEach(SqliteStore::close);
  }

  @Test
  void aFileAnswersAsTheSlowOneDoes() {
    Seeds.check(
        SCRIPTS,
        random -> {
          SideBySide both = new SideBySide(new Scenario(random), random, this::store);

          for (int i = 0; i < OPERATIONS; i++) {
            String operation = both.next();

            assertThat(both.engineSays()).as("%d: %s", i, operation).isEqualTo(both.slowSays());
          }
          assertThat(both.engineEndings()).isEqualTo(both.slowEndings());
          assertThat(opened.getLast().write()).isTrue();
        });
  }

  private StoreUnderTest store(TimeSource time, SettlementListener listener) {
    Path file = folder.resolve("counters-" + opened.size() + ".db");
    SqliteStore store = SqliteStore.opened(file, () -> NONE, listener);
    opened.add(store);
    return new StoreUnderTest(
        store,
        store,
        now -> {
          store.housekeep(now);
          assertThat(store.write()).isTrue();
        },
        true);
  }
}
