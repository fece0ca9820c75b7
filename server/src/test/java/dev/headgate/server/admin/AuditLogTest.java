package dev.headgate.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.time.ManualTime;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private final ManualTime time = new ManualTime(1_764_000_000_000_000L);

  @TempDir Path directory;

  @Test
  void aLogGoesOnWhereItsFileEnds() {
    Path file = directory.resolve("audit.jsonl");
    try (AuditLog log = AuditLog.inFile(time, file)) {
      log.append("operator-1", "kill-switch.on", Map.of("reason", "a \"test\"\nof lines"));
    }

    try (AuditLog log = AuditLog.inFile(time, file)) {
      log.append("operator-2", "kill-switch.off", Map.of());

      assertThat(log.newest(10)).hasSize(2);
      assertThat(log.newest(1).getFirst())
          .isEqualTo(
              "{\"number\":2,\"at\":\"2025-11-24T16:00:00Z\",\"who\":\"operator-2\","
                  + "\"action\":\"kill-switch.off\",\"details\":{}}");
    }
  }

  @Test
  void aLineTornByACrashDisturbsNoOther() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    try (AuditLog log = AuditLog.inFile(time, file)) {
      log.append("operator-1", "override.add", Map.of("id", "o-1"));
    }
    Files.writeString(file, "{\"number\":2,\"at\":", StandardOpenOption.APPEND);

    try (AuditLog log = AuditLog.inFile(time, file)) {
      log.append("operator-1", "override.remove", Map.of("id", "o-1"));

      assertThat(log.newest(10)).hasSize(2);
      assertThat(Files.readAllLines(file).getLast()).contains("override.remove");
    }
  }

  @Test
  void numbersGoOnOverFilesAndNoOlderFileIsOverwritten() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    for (int i = 0; i < 5; i++) {
      try (AuditLog log = AuditJournal.inFile(time, file, 10)) {
        log.append("operator-1", "override.add", Map.of("id", "o-" + i));
      }
    }
    Files.delete(file);
    try (AuditLog log = AuditJournal.inFile(time, file, 10)) {
      log.append("operator-1", "override.add", Map.of("id", "o-5"));
    }

    for (int number = 1; number <= 4; number++) {
      assertThat(Files.readString(directory.resolve("audit.jsonl." + number)))
          .startsWith("{\"number\":" + number + ",");
    }
    assertThat(Files.readString(file)).as("goes on after the newest left").contains("er\":5,");
  }

  @Test
  void aFullFileThatCannotBeMovedIsWrittenOn() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("log"));
    Path file = folder.resolve("audit.jsonl");
    Path elsewhere = directory.resolve("moved");
    try (AuditLog log = AuditJournal.inFile(time, file, 10)) {
      log.append("operator-1", "override.add", Map.of("id", "o-1"));
      Files.move(folder, elsewhere);

      log.append("operator-1", "override.add", Map.of("id", "o-2"));
      Files.move(elsewhere, folder);
      log.append("operator-1", "override.add", Map.of("id", "o-3"));

      assertThat(log.newest(10)).hasSize(3);
    }
    assertThat(Files.readAllLines(directory.resolve("log/audit.jsonl.1"))).hasSize(2);
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void aFullFileIsMovedAside() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    try (AuditLog log = AuditJournal.inFile(time, file, 100)) {
      for (int i = 0; i < 3; i++) {
        log.append("operator-1", "override.add", Map.of("id", "o-" + i));
      }

      assertThat(log.newest(10)).hasSize(3);
    }
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(directory.resolve("audit.jsonl.1")).exists();
    assertThat(directory.resolve("audit.jsonl.2")).exists();
  }

  @Test
  void aClosedLogTakesNothing() {
    AuditLog log = AuditLog.inFile(time, directory.resolve("audit.jsonl"));
    log.close();

    assertThatThrownBy(() -> log.append("operator-1", "override.add", Map.of()))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(log.newest(10)).isEmpty();
  }
}
