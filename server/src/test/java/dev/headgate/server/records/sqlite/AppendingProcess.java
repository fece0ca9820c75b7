package dev.headgate.server.records.sqlite;

import dev.headgate.core.time.SystemTime;
import dev.headgate.core.usage.UsageKey;
import dev.headgate.core.usage.UsageSums;
import dev.headgate.server.records.RecordedAudit;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.UsageBatch;
import dev.headgate.server.records.UsageLine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process that appends to the audit log on several threads and adds usage on one, until it is
 * killed. It writes a line for each thing that was acknowledged: {@code audit ID} or {@code usage
 * NUMBER}.
 */
final class AppendingProcess {
  private static final int THREADS = 3;
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private AppendingProcess() {}

  /** Arguments: the file, and a name that no other run had. */
  public static void main(String[] arguments) {
    Records records = SqliteRecords.open(new RecordsUrl.Sqlite(Path.of(arguments[0])));
    String run = arguments[1];
    RecordedAudit audit = new RecordedAudit(SystemTime.startingAt(0), records.audit(), run);
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      Thread.ofPlatform().start(() -> append(audit, run + "-" + thread));
    }
    UsageKey key = new UsageKey("tenant-a", "app-1", "read");
    List<UsageLine> line =
        List.of(new UsageLine(0, key, "points", new UsageSums(1, 0, 0, 0, 1, 0)));
    for (long number = 1; number < Long.MAX_VALUE; number++) {
      records.usage().add(new UsageBatch(run, number, 0, line));
      say("usage " + number);
    }
  }

  private static void append(RecordedAudit audit, String name) {
    for (int i = 0; i < Integer.MAX_VALUE; i++) {
      audit.append("operator-1", "override.add", Map.of("id", name + "-" + i));
      say("audit " + name + "-" + i);
    }
  }

  /** One write for a line, so that none is torn but the last. */
  private static void say(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException nobodyReads) {
      Runtime.getRuntime().halt(1);
    }
  }
}
