package dev.headgate.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageSums;
import dev.headgate.policy.registry.RegistryEntries;
import dev.headgate.policy.registry.RegistryEntry;
import dev.headgate.policy.registry.RegistryTable;
import dev.headgate.server.admin.AuditEntry;
import dev.headgate.server.records.AuditRecords.NewEntry;
import dev.headgate.server.records.UsageRecords.Part;
import dev.headgate.server.records.UsageRecords.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What records are, whichever database they are in. */
@Tag("seeded")
@Tag("raced")
public abstract class RecordsContract {
  private static final System.Logger LOG = System.getLogger(RecordsContract.class.getName());
  protected static final long HOUR = 3_600 * Micros.SECOND;
  private static final Span ALWAYS = new Span(0, Micros.NEVER);
  private static final Set<Part> ALL = EnumSet.allOf(Part.class);
  private static final int THREADS = 6;

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());

  /** The records of this test, opened once more; the first time they are empty. */
  protected abstract Records open() throws Exception;

  /** Executes a statement beside them. */
  protected abstract void execute(String sql) throws Exception;

  @Test
  void aRegistryIsReadAsItWasWritten() throws Exception {
    RegistryEntries written = registry("a \"quoted\" \\ text, #1; 'ü' 😀", 12_000);
    try (Records records = open()) {
      assertThat(records.registry().version()).isZero();
      assertThat(records.registry().read().entries()).isEqualTo(RegistryEntries.NONE);

      long version = records.registry().replace(written);

      assertThat(records.registry().version()).isEqualTo(version).isPositive();
    }
    try (Records again = open()) {
      assertThat(again.registry().read().entries()).isEqualTo(written);
    }
  }

  @Test
  void aRegistryIsReplacedWholeUnderTheEyesOfItsReaders() throws Exception {
    List<RegistryRecords.Versioned> seen = new ArrayList<>();
    try (Records records = open();
        Records other = open()) {
      records.registry().replace(registry("plan-0", 50));
      Racing.run(
          THREADS,
          thread -> {
            for (int i = 0; i < 10; i++) {
              if (thread == 0) {
                other.registry().replace(registry("plan-" + i, 50));
              } else {
                RegistryRecords.Versioned read = records.registry().read();
                synchronized (seen) {
                  seen.add(read);
                }
              }
            }
          });
    }

    assertThat(seen).allSatisfy(read -> assertThat(read.entries().entries()).hasSize(50));
    assertThat(seen).allSatisfy(read -> assertThat(plans(read.entries())).hasSize(1));
    Map<Long, Set<String>> byVersion = new TreeMap<>();
    seen.forEach(
        read ->
            byVersion
                .computeIfAbsent(read.version(), any -> new TreeSet<>())
                .addAll(plans(read.entries())));
    assertThat(byVersion).allSatisfy((version, plans) -> assertThat(plans).hasSize(1));
  }

  @Test
  void aBatchCountsOnceHoweverOftenItIsSent() throws Exception {
    UsageBatch batch = new UsageBatch("node-1", 1, HOUR, List.of(line("tenant-a", sums(3))));
    try (Records records = open()) {
      assertThat(records.usage().add(batch)).isTrue();
      assertThat(records.usage().add(batch)).isFalse();
      assertThat(records.usage().add(new UsageBatch("node-2", 1, HOUR, batch.lines()))).isTrue();

      assertThat(records.usage().read(ALWAYS, ALL, 10)).containsExactly(line("tenant-a", sums(6)));
    }
  }

  /** Beside it stands a map that adds up what each batch said, once. */
  @Test
  void sumsOfManyNodesAreTheSumsOfTheirBatches() throws Exception {
    Map<UsageLine, UsageSums> expected = new TreeMap<>();
    try (Records records = open();
        Records other = open()) {
      Racing.run(
          THREADS,
          thread -> {
            SplittableRandom random = new SplittableRandom(seed + thread);
            for (int number = 1; number <= 15; number++) {
              UsageBatch batch = batch("node-" + thread, number, random);
              UsageRecords usage = (random.nextBoolean() ? records : other).usage();
              for (int sends = 1 + random.nextInt(3); sends > 0; sends--) {
                send(usage, batch);
              }
              synchronized (expected) {
                batch.lines().forEach(l -> expected.merge(l, l.sums(), UsageSums::plus));
              }
            }
          });

      List<UsageLine> read = records.usage().read(ALWAYS, ALL, 100_000);

      assertThat(read).as("seed %d", seed).hasSize(expected.size());
      assertThat(read)
          .as("seed %d", seed)
          .allSatisfy(line -> assertThat(line.sums()).isEqualTo(expected.get(line)));
    }
  }

  @Test
  void usageIsReadBySpanAndParts() throws Exception {
    List<UsageLine> lines =
        List.of(
            new UsageLine(0, new UsageKey("tenant-a", "app-1", "read"), "points", sums(1)),
            new UsageLine(HOUR, new UsageKey("tenant-a", "app-1", "write"), "points", sums(2)),
            new UsageLine(HOUR, new UsageKey("tenant-b", "app-2", "read"), "points", sums(4)));
    try (Records records = open()) {
      records.usage().add(new UsageBatch("node-1", 1, 0, lines));

      assertThat(records.usage().read(new Span(HOUR, 2 * HOUR), EnumSet.of(Part.TENANT), 10))
          .extracting(line -> line.key().tenant() + " " + line.sums().points())
          .containsExactly("tenant-a 2", "tenant-b 4");
      assertThat(records.usage().read(ALWAYS, EnumSet.noneOf(Part.class), 10))
          .containsExactly(new UsageLine(0, new UsageKey("", "", ""), "points", sums(7)));
      assertThat(records.usage().read(ALWAYS, ALL, 2)).hasSize(2);
    }
  }

  @Test
  void usageIsForgottenByTheHourTheOldestFirst() throws Exception {
    try (Records records = open()) {
      records.usage().add(new UsageBatch("node-1", 1, 0, hours(0, 1, 2)));

      assertThat(records.usage().forgetOldest(2 * HOUR)).isEqualTo(1);
      assertThat(records.usage().forgetOldest(2 * HOUR)).isEqualTo(1);
      assertThat(records.usage().forgetOldest(2 * HOUR)).isZero();

      assertThat(records.usage().read(ALWAYS, ALL, 10)).isEqualTo(hours(2));
    }
  }

  @Test
  void theAuditLogHasNoGapAndNoEntryTwice() throws Exception {
    ManualTime time = new ManualTime(HOUR);
    try (Records records = open();
        Records other = open()) {
      List<RecordedAudit> nodes =
          List.of(
              new RecordedAudit(time, records.audit(), "node-1"),
              new RecordedAudit(time, other.audit(), "node-2"));
      Racing.run(
          THREADS,
          thread -> {
            for (int i = 0; i < 20; i++) {
              Map<String, String> details = Map.of("id", thread + "-" + i, "what", "ü \0 \" 😀");
              nodes.get(thread % 2).append("operator-\0", "override.add", details);
            }
          });

      List<AuditEntry> newest = records.audit().newest(1_000);
      assertThat(newest)
          .extracting(AuditEntry::number)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, THREADS * 20)
                  .map(i -> THREADS * 20 + 1 - i)
                  .boxed()
                  .toList());
      assertThat(newest)
          .extracting(entry -> entry.details().get("id"))
          .doesNotHaveDuplicates()
          .hasSize(THREADS * 20);
      assertThat(newest.getFirst().details()).containsEntry("what", "ü \0 \" 😀");
      assertThat(newest.getFirst().who()).isEqualTo("operator-\uFFFD");
      assertThat(records.audit().newest(3)).isEqualTo(newest.subList(0, 3));
    }
  }

  @Test
  void anAppendThatIsSentAgainChangesNothing() throws Exception {
    List<NewEntry> entries = List.of(entry("id-1"), entry("id-2"));
    try (Records records = open()) {
      records.audit().append(entries);
      records.audit().append(entries);
      records.audit().append(List.of(entry("id-3")));

      assertThat(records.audit().newest(10))
          .extracting(AuditEntry::number)
          .containsExactly(3L, 2L, 1L);
    }
  }

  @Test
  void tablesNewerThanTheProgramAreRefusedAndStay() throws Exception {
    try (Records records = open()) {
      records.usage().add(new UsageBatch("node-1", 1, 0, hours(0)));
    }
    execute("UPDATE flyway_schema_history SET version = '999' WHERE version = '1'");

    Refusals.refused(this::open, "tables of version 999 (expected: <= 1; start a newer headgate)");

    execute("UPDATE flyway_schema_history SET version = '1' WHERE version = '999'");
    try (Records records = open()) {
      assertThat(records.usage().read(ALWAYS, ALL, 10)).isEqualTo(hours(0));
    }
  }

  protected static UsageSums sums(long points) {
    return new UsageSums(points, 0, 0, 0, points, 0);
  }

  protected static UsageLine line(String tenant, UsageSums sums) {
    return new UsageLine(HOUR, new UsageKey(tenant, "app-1", "read"), "points", sums);
  }

  /** As whoever sends a batch does: again where it was not taken. */
  private static void send(UsageRecords usage, UsageBatch batch) {
    for (int tries = 0; tries < 20; tries++) {
      try {
        usage.add(batch);
        return;
      } catch (RecordsUnavailable busy) {
        LOG.log(System.Logger.Level.INFO, busy.getMessage());
      }
    }
    throw new AssertionError("never taken: " + batch.node() + " " + batch.number());
  }

  private static NewEntry entry(String id) {
    return new NewEntry(id, new AuditEntry(0, HOUR, "operator-1", "override.add", Map.of()));
  }

  private static List<UsageLine> hours(int... hours) {
    List<UsageLine> lines = new ArrayList<>();
    for (int hour : hours) {
      lines.add(new UsageLine(hour * HOUR, new UsageKey("", "app-1", "read"), "points", sums(1)));
    }
    return lines;
  }

  private static UsageBatch batch(String node, int number, SplittableRandom random) {
    Map<UsageLine, UsageSums> lines = new TreeMap<>();
    for (int i = 1 + random.nextInt(30); i > 0; i--) {
      String tenant = "tenant-" + random.nextInt(8);
      UsageKey key = new UsageKey(tenant, "app-" + random.nextInt(3), "op-" + random.nextInt(2));
      UsageSums sums = new UsageSums(random.nextInt(9), 1, 2, 3, random.nextInt(999) - 300, 4);
      lines.put(new UsageLine(random.nextInt(3) * HOUR, key, "points", sums), sums);
    }
    return new UsageBatch(node, number, HOUR, List.copyOf(lines.keySet()));
  }

  private static RegistryEntries registry(String plan, int tenants) {
    List<RegistryEntry> entries = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      Map<String, String> own = i % 3 == 0 ? Map.of("group", "g" + i) : Map.of();
      entries.add(
          RegistryEntry.of(RegistryTable.TENANTS, "tenant-" + i, Map.of("plan", plan), own));
    }
    return new RegistryEntries(entries);
  }

  private static Set<String> plans(RegistryEntries entries) {
    Set<String> plans = new TreeSet<>();
    entries.entries().forEach(entry -> plans.add(entry.columns().getOrDefault("plan", "")));
    return plans;
  }
}
