package dev.headgate.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import dev.headgate.core.usage.UsageCost;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageRecord;
import dev.headgate.core.usage.UsageSums;
import dev.headgate.server.records.UsageRecords.Part;
import dev.headgate.server.records.UsageRecords.Span;
import dev.headgate.server.records.sqlite.SqliteRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("seeded")
class UsageFlushTest {
  private static final Span ALWAYS = new Span(0, Micros.NEVER);
  private static final long HOUR = 3_600 * Micros.SECOND;
  private static final Duration KEEP = Duration.ofDays(1);

  @TempDir Path folder;

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final ManualTime time = new ManualTime(500 * HOUR);
  private Records records;

  @BeforeEach
  void open() {
    records = SqliteRecords.open(new RecordsUrl.Sqlite(folder.resolve("records.db")));
  }

  @AfterEach
  void close() {
    records.close();
  }

  /** A database that is lost now and then: before it did what it was asked, or after. */
  private final class Unsteady implements UsageRecords {
    private final SplittableRandom random = new SplittableRandom(seed);

    @Override
    public boolean add(UsageBatch batch) {
      lose();
      boolean added = records.usage().add(batch);
      lose();
      return added;
    }

    @Override
    public List<UsageLine> read(Span span, Set<Part> parts, int most) {
      return records.usage().read(span, parts, most);
    }

    @Override
    public int forgetOldest(long before) {
      lose();
      return records.usage().forgetOldest(before);
    }

    private void lose() {
      if (random.nextInt(3) == 0) {
        throw new RecordsUnavailable(
            "lost", RecordsUnavailable.Outcome.UNKNOWN, new IOException("lost"));
      }
    }
  }

  @Test
  void whateverIsLostOnTheWayEachCallCountsOnce() {
    UsageDeltas deltas = new UsageDeltas();
    UsageFlush flush = new UsageFlush(time, deltas, new Unsteady(), "node-1", KEEP);
    SplittableRandom random = new SplittableRandom(seed + 1);
    long points = 0;
    for (int i = 0; i < 2_000; i++) {
      int cost = random.nextInt(1_000);
      points += cost;
      deltas.append(call("tenant-" + random.nextInt(20), cost));
      if (random.nextInt(20) == 0) {
        flush.run();
      }
    }
    for (int runs = 0; runs < 100; runs++) {
      flush.run();
    }

    assertThat(deltas.waiting()).isZero();
    assertThat(total()).as("seed %d", seed).isEqualTo(new UsageSums(2_000, 0, 0, 0, points, 0));
  }

  @Test
  void whileThreadsAppendNothingIsLostBetweenTwoFlushes() throws Exception {
    UsageDeltas deltas = new UsageDeltas();
    UsageFlush flush = new UsageFlush(time, deltas, records.usage(), "node-1", KEEP);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong calls = new AtomicLong();
    Racing.run(
        4,
        thread -> {
          if (thread == 0) {
            while (calls.get() < 30_000) {
              flush.run();
            }
            ended.set(true);
          }
          while (!ended.get()) {
            deltas.append(call("tenant-" + thread, 7));
            calls.incrementAndGet();
          }
        });
    flush.close();

    assertThat(total()).isEqualTo(new UsageSums(calls.get(), 0, 0, 0, 7 * calls.get(), 0));
  }

  @Test
  void beyondItsLinesUsageCountsUnderNobodysName() {
    UsageDeltas deltas = new UsageDeltas(2);
    deltas.append(call("tenant-a", 1));
    deltas.append(call("tenant-b", 10));
    deltas.append(call("tenant-c", 100));
    deltas.append(call("tenant-d", 1_000));
    deltas.append(call("tenant-a", 10_000));

    assertThat(deltas.take(10))
        .extracting(line -> line.key().tenant() + line.key().operation() + line.sums().points())
        .containsExactlyInAnyOrder("tenant-aread10001", "tenant-bread10", "(others)1100");
    assertThat(deltas.waiting()).isZero();
  }

  @Test
  void whateverACallerCallsItselfIsTaken() {
    UsageDeltas deltas = new UsageDeltas();
    deltas.append(call("a\0b" + "x".repeat(300), 1));
    deltas.append(call("a\0b" + "x".repeat(400), 2));
    deltas.append(call("\uD83D", 4));
    new UsageFlush(time, deltas, records.usage(), "node-1", KEEP).run();

    assertThat(records.usage().read(ALWAYS, EnumSet.of(Part.TENANT), 10))
        .extracting(line -> line.key().tenant() + " " + line.sums().points())
        .containsExactlyInAnyOrder("a\uFFFDb" + "x".repeat(197) + " 3", "? 4");
  }

  @Test
  void oldHoursAreForgotten() {
    UsageDeltas deltas = new UsageDeltas();
    UsageFlush flush = new UsageFlush(time, deltas, records.usage(), "node-1", KEEP);
    deltas.append(call("tenant-a", 1));
    flush.run();
    time.advance(Micros.of(KEEP) + 2 * HOUR);
    deltas.append(call("tenant-a", 10));

    for (int runs = 0; runs < 60; runs++) {
      flush.run();
    }

    assertThat(total().points()).isEqualTo(10);
  }

  private UsageSums total() {
    return records.usage().read(ALWAYS, EnumSet.noneOf(Part.class), 1).getFirst().sums();
  }

  private UsageRecord call(String tenant, long cost) {
    UsageKey key = new UsageKey(tenant, "", "read");
    UsageRecord.Kind kind = UsageRecord.Kind.ALLOWED;
    return new UsageRecord(time.micros(), key, kind, new UsageCost(cost, 0, 0), "");
  }
}
