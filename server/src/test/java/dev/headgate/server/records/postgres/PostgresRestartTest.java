package dev.headgate.server.records.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.core.usage.UsageCost;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageRecord;
import dev.headgate.server.admin.AuditEntry;
import dev.headgate.server.house.FaultRow;
import dev.headgate.server.records.Racing;
import dev.headgate.server.records.RecordedAudit;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsUnavailable;
import dev.headgate.server.records.RecordsUnavailable.Outcome;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.UsageDeltas;
import dev.headgate.server.records.UsageFlush;
import dev.headgate.server.records.UsageRecords.Part;
import dev.headgate.server.records.UsageRecords.Span;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real server that crashes and comes back while nodes append to the audit log and add usage. */
@Tag("seeded")
@Tag("raced")
@Tag("fault")
class PostgresRestartTest {
  private static final int APPENDERS = 3;
  private static final int CRASHES = 3;
  private static final Span ALWAYS = new Span(0, Micros.NEVER);

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final ManualTime time = new ManualTime(Micros.SECOND);
  private final UsageDeltas deltas = new UsageDeltas();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Map<String, Outcome> refused = new ConcurrentHashMap<>();

  @Test
  void aRestartLosesNothingThatWasAcknowledgedAndDoublesNothing() throws Exception {
    try (PostgresProcess server = new PostgresProcess()) {
      RecordsUrl.Postgres url = server.database();
      try (Records node = PostgresRecords.open(url);
          Records other = PostgresRecords.open(url)) {
        UsageFlush flush =
            new UsageFlush(time, deltas, node.usage(), "node-1", Duration.ofDays(400));
        Racing.run(
            APPENDERS + 2,
            thread -> {
              switch (thread) {
                case 0 -> crash(server);
                case 1 -> use(flush);
                default -> append(thread % 2 == 0 ? node : other, thread);
              }
            });
        flush.close();

        check(node);
      }
    }
  }

  @Test
  void whileTheServerIsAwayAnAppendIsRefusedClearlyAndUsageWaits() throws Exception {
    try (PostgresProcess server = new PostgresProcess();
        Records records = PostgresRecords.open(server.database())) {
      RecordedAudit audit = new RecordedAudit(time, records.audit(), "node-1");
      UsageFlush flush =
          new UsageFlush(time, deltas, records.usage(), "node-1", Duration.ofDays(400));
      server.crash();
      deltas.append(call(5));

      assertThatThrownBy(() -> audit.append("operator-1", "override.add", Map.of()))
          .isInstanceOf(RecordsUnavailable.class)
          .hasMessageContaining("postgresql://headgate@127.0.0.1:")
          .hasMessageNotContaining("s3cret")
          .extracting(refusal -> ((RecordsUnavailable) refusal).outcome())
          .isEqualTo(Outcome.NOT_DONE);
      flush.run();
      server.restart();
      deltas.append(call(7));
      flush.close();

      assertThat(records.audit().newest(10)).isEmpty();
      assertThat(points(records)).isEqualTo(12);
    }
  }

  private void crash(PostgresProcess server) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try {
      for (int i = 0; i < CRASHES; i++) {
        long enough = acknowledged.size() + 20L + random.nextInt(100);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (acknowledged.size() < enough) {
          assertThat(System.nanoTime()).as("seed %d: appends go on", seed).isLessThan(deadline);
          Thread.onSpinWait();
        }
        server.crash();
        server.restart();
      }
    } finally {
      ended.set(true);
    }
  }

  private void use(UsageFlush flush) {
    while (!ended.get()) {
      deltas.append(call(3));
      used.addAndGet(3);
      flush.run();
    }
  }

  private void append(Records records, int thread) {
    RecordedAudit audit = new RecordedAudit(time, records.audit(), "node-" + thread % 2);
    for (int i = 0; !ended.get(); i++) {
      String id = thread + "-" + i;
      long began = System.nanoTime();
      try {
        audit.append("operator-1", "override.add", Map.of("id", id));
        acknowledged.add(id);
      } catch (RecordsUnavailable failed) {
        refused.put(id, failed.outcome());
      }
      longest.accumulateAndGet(System.nanoTime() - began, Math::max);
    }
  }

  private void check(Records records) {
    List<AuditEntry> log = records.audit().newest(1_000_000);
    List<String> ids = log.stream().map(entry -> entry.details().getOrDefault("id", "")).toList();
    Set<String> allowed =
        refused.entrySet().stream()
            .filter(one -> one.getValue() == Outcome.UNKNOWN)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    allowed.addAll(acknowledged);

    assertThat(ids).as("seed %d", seed).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(allowed).as("seed %d: refused means not done", seed).containsAll(ids);
    assertThat(log)
        .extracting(AuditEntry::number)
        .isEqualTo(
            LongStream.rangeClosed(1, log.size()).map(i -> log.size() + 1 - i).boxed().toList());
    assertThat(points(records)).as("seed %d: usage", seed).isEqualTo(used.get());
    new FaultRow(
            "PostgreSQL crashed and restarted",
            "nothing acknowledged is lost, nothing counts twice, numbers have no gap",
            ("%d crashes under appends: %d appends acknowledged, 0 lost, 0 doubled, %d refused;"
                    + " %d points of usage, 0 off; longest wait of an append %d ms")
                .formatted(
                    CRASHES,
                    acknowledged.size(),
                    refused.size(),
                    used.get(),
                    longest.get() / 1_000_000),
            seed)
        .write();
  }

  private static long points(Records records) {
    return records.usage().read(ALWAYS, EnumSet.noneOf(Part.class), 1).getFirst().sums().points();
  }

  private UsageRecord call(long cost) {
    UsageKey key = new UsageKey("tenant-a", "app-1", "read");
    UsageRecord.Kind kind = UsageRecord.Kind.ALLOWED;
    return new UsageRecord(time.micros(), key, kind, new UsageCost(cost, 0, 0), "");
  }
}
