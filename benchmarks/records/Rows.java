import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageSums;
import dev.headgate.server.admin.AuditEntry;
import dev.headgate.server.records.AuditRecords;
import dev.headgate.server.records.RecordedAudit;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.UsageBatch;
import dev.headgate.server.records.UsageLine;
import dev.headgate.server.records.postgres.PostgresRecords;
import dev.headgate.server.records.sqlite.SqliteRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows a second into the records, set by set beside one by one, in turns. Arguments: the URL of the
 * records, rounds, rows of a set.
 */
public final class Rows {
  private static final String LINE =
      "INSERT INTO usage_hour VALUES (?, ?, ?, ?, 'points', 1, 0, 0, 0, 7, 0) ON CONFLICT (hour,"
          + " tenant, app, operation, unit) DO UPDATE SET allowed = usage_hour.allowed +"
          + " excluded.allowed, throttled = usage_hour.throttled + excluded.throttled, exhausted ="
          + " usage_hour.exhausted + excluded.exhausted, refused = usage_hour.refused +"
          + " excluded.refused, amount = usage_hour.amount + excluded.amount, unpaid ="
          + " usage_hour.unpaid + excluded.unpaid";

  private final Records records;
  private final Connection bare;
  private final int rows;
  private long number;
  private long hour;

  private Rows(Records records, Connection bare, int rows) {
    this.records = records;
    this.bare = bare;
    this.rows = rows;
  }

  interface Way {
    int run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    RecordsUrl url = RecordsUrl.parse(arguments[0], Path.of(""));
    int rounds = Integer.parseInt(arguments[1]);
    try (Records records =
            switch (url) {
              case RecordsUrl.Sqlite file -> SqliteRecords.open(file);
              case RecordsUrl.Postgres server -> PostgresRecords.open(server);
            };
        Connection bare = bare(url)) {
      new Rows(records, bare, Integer.parseInt(arguments[2])).measure(rounds);
    }
    System.exit(0);
  }

  private static Connection bare(RecordsUrl url) throws SQLException {
    return switch (url) {
      case RecordsUrl.Sqlite file -> {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.file());
        try (var statement = connection.createStatement()) {
          statement.execute("PRAGMA synchronous = FULL");
          statement.execute("PRAGMA busy_timeout = 10000");
        }
        yield connection;
      }
      case RecordsUrl.Postgres server -> {
        Properties login = new Properties();
        login.setProperty("user", server.login().user());
        login.setProperty("password", server.login().password().reveal());
        login.setProperty("currentSchema", "headgate");
        yield DriverManager.getConnection(
            "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database(),
            login);
      }
    };
  }

  private void measure(int rounds) throws Exception {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("usage, each row its own transaction", () -> oneByOne(true));
    ways.put("usage, one by one in one transaction", () -> oneByOne(false));
    ways.put("usage, JDBC batch in one transaction", this::batch);
    ways.put("usage, as the records do it: set by set", this::sets);
    ways.put("the same onto lines that are there", this::setsAgain);
    ways.put("audit, one caller", () -> audit(1, true));
    ways.put("audit, 16 callers, each its own transaction", () -> audit(16, false));
    ways.put("audit, 64 callers, joined", () -> audit(64, true));
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        long began = System.nanoTime();
        int done = way.getValue().run();
        double rate = done * 1e9 / (System.nanoTime() - began);
        if (round >= 0) { // the round before warms up
          rates.computeIfAbsent(way.getKey(), any -> new ArrayList<>()).add(rate);
        }
      }
    }
    rates.forEach(
        (name, found) -> {
          found.sort(null);
          System.out.printf(
              "%-46s %9.0f rows/s (%.0f to %.0f)%n",
              name, found.get(found.size() / 2), found.getFirst(), found.getLast());
        });
  }

  private int oneByOne(boolean each) throws SQLException {
    hour++;
    int count = each ? Math.min(rows, 500) : rows;
    bare.setAutoCommit(each);
    try (PreparedStatement row = bare.prepareStatement(LINE)) {
      for (int i = 0; i < count; i++) {
        bind(row, i);
        row.executeUpdate();
      }
    }
    end(each);
    return count;
  }

  private int batch() throws SQLException {
    hour++;
    bare.setAutoCommit(false);
    try (PreparedStatement row = bare.prepareStatement(LINE)) {
      for (int i = 0; i < rows; i++) {
        bind(row, i);
        row.addBatch();
      }
      row.executeBatch();
    }
    end(false);
    return rows;
  }

  private void end(boolean each) throws SQLException {
    if (!each) {
      bare.commit();
      bare.setAutoCommit(true);
    }
  }

  private void bind(PreparedStatement row, int i) throws SQLException {
    row.setLong(1, hour);
    row.setString(2, "tenant-" + i % 1_000);
    row.setString(3, "app-" + i);
    row.setString(4, "getIssue");
  }

  private int sets() {
    hour++;
    return setsAgain();
  }

  private int setsAgain() {
    List<UsageLine> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      UsageKey key = new UsageKey("tenant-" + i % 1_000, "app-" + i, "getIssue");
      lines.add(new UsageLine(hour, key, "points", new UsageSums(1, 0, 0, 0, 7, 0)));
    }
    records.usage().add(new UsageBatch("bench", ++number, number, lines));
    return rows;
  }

  private int audit(int callers, boolean joined) throws InterruptedException {
    RecordedAudit log = new RecordedAudit(() -> 1, records.audit(), "bench");
    int total = joined && callers > 1 ? 3_200 : 200;
    AtomicInteger left = new AtomicInteger(total);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (left.getAndDecrement() > 0) {
                      append(log, joined);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return total;
  }

  private void append(RecordedAudit log, boolean joined) {
    Map<String, String> details = Map.of("owner", "team-1", "reason", "migration");
    if (joined) {
      log.append("operator-1", "override.add", details);
    } else {
      AuditEntry entry = new AuditEntry(0, 1, "operator-1", "override.add", details);
      records
          .audit()
          .append(List.of(new AuditRecords.NewEntry(UUID.randomUUID().toString(), entry)));
    }
  }
}
