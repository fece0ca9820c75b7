package dev.headgate.server.records.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.core.usage.UsageCost;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageRecord;
import dev.headgate.policy.registry.RegistryEntries;
import dev.headgate.policy.registry.RegistryEntry;
import dev.headgate.policy.registry.RegistryTable;
import dev.headgate.server.house.FaultRow;
import dev.headgate.server.records.RecordedAudit;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsUnavailable;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.UsageDeltas;
import dev.headgate.server.records.UsageFlush;
import dev.headgate.server.records.UsageRecords.Part;
import dev.headgate.server.records.UsageRecords.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that may not grow is a disk that is full. */
@Tag("fault")
class DiskFullTest {
  private static final int PAGES = 300;
  private static final int BALLAST = 8_000;
  private static final int TENANTS = 1_500;
  private static final Span ALWAYS = new Span(0, Micros.NEVER);

  @TempDir Path folder;

  private final ManualTime time = new ManualTime(Micros.SECOND);

  @Test
  void aFullDiskRefusesWhatDoesNotFitAndLosesNothing() {
    RecordsUrl.Sqlite url = new RecordsUrl.Sqlite(folder.resolve("records.db"));
    UsageDeltas deltas = new UsageDeltas();
    try (Records records = SqliteRecords.open(url, PAGES)) {
      long version = records.registry().replace(registry(BALLAST));
      int acknowledged = appendUntilRefused(records);
      UsageFlush flush =
          new UsageFlush(time, deltas, records.usage(), "node-1", Duration.ofDays(400));
      for (int i = 0; i < TENANTS; i++) {
        deltas.append(call("tenant-" + i));
      }
      flush.run();

      assertThat(records.audit().newest(100_000)).hasSize(acknowledged);
      assertThat(points(records)).as("usage waits").isLessThan(TENANTS);
      assertThatThrownBy(() -> records.registry().replace(registry(10 * BALLAST)))
          .isInstanceOf(RecordsUnavailable.class);
      assertThat(records.registry().version()).isEqualTo(version);
      assertThat(records.registry().read().entries()).isEqualTo(registry(BALLAST));

      records.registry().replace(RegistryEntries.NONE);
      flush.run();
      append(records);

      assertThat(points(records)).as("usage once there is room").isEqualTo(TENANTS);
      assertThat(records.audit().newest(1).getFirst().number()).isEqualTo(acknowledged + 1L);
      new FaultRow(
              "disk full under records in a file",
              "what does not fit is refused, nothing acknowledged is lost, usage waits for room",
              "%d appends acknowledged, 0 lost; %d points of usage, 0 off; goes on by itself"
                  .formatted(acknowledged, TENANTS),
              0)
          .write();
    }
  }

  private int appendUntilRefused(Records records) {
    for (int i = 0; i < 10_000; i++) {
      try {
        append(records);
      } catch (RecordsUnavailable full) {
        assertThat(full).hasMessageContaining("full");
        assertThat(full.outcome()).isEqualTo(RecordsUnavailable.Outcome.NOT_DONE);
        return i;
      }
    }
    throw new AssertionError("never full");
  }

  private void append(Records records) {
    new RecordedAudit(time, records.audit(), "node-1")
        .append("operator-1", "override.add", Map.of("text", "x".repeat(400)));
  }

  private static RegistryEntries registry(int tenants) {
    List<RegistryEntry> entries = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      Map<String, String> columns = Map.of("plan", "plan-of-some-length");
      entries.add(RegistryEntry.of(RegistryTable.TENANTS, "tenant-" + i, columns, Map.of()));
    }
    return new RegistryEntries(entries);
  }

  private static long points(Records records) {
    return records.usage().read(ALWAYS, EnumSet.noneOf(Part.class), 1).stream()
        .mapToLong(line -> line.sums().points())
        .sum();
  }

  private UsageRecord call(String tenant) {
    UsageKey key = new UsageKey(tenant, "app-1", "read");
    UsageRecord.Kind kind = UsageRecord.Kind.ALLOWED;
    return new UsageRecord(time.micros(), key, kind, new UsageCost(1, 0, 0), "");
  }
}
