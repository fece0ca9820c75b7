package dev.headgate.simulator.traffic;

import dev.headgate.policy.problem.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Logs for tests, read by the columns that a test asks for. */
final class Logs {
  private Logs() {}

  static Columns columns(String... names) {
    Columns.Builder columns = new Columns.Builder();
    for (String name : names) {
      columns.ordinal(name, new Place("mapping.yaml", 3, 9, "time"));
    }
    return columns.build();
  }

  static InputFile file(String text) {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  static InputFile file(byte[] bytes) {
    return new InputFile("access.log", null, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /** Each row as its line, its values, and what is wrong with it. */
  static List<String> rows(InputFile file, @Nullable Format format, String... names)
      throws IOException {
    Columns columns = columns(names);
    List<String> found = new ArrayList<>();
    try (LogFile log = LogFile.open(file, format, new AtomicLong());
        Rows rows = log.rows(columns)) {
      Row row = new Row(columns);
      while (rows.next(row)) {
        found.add(text(row, columns.size()));
      }
    }
    return found;
  }

  private static String text(Row row, int columns) {
    if (!row.wrong().isEmpty()) {
      return row.line() + " wrong: " + row.wrong();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      values.add(String.valueOf(row.value(i)));
    }
    return row.line() + " " + String.join("|", values);
  }

  /** Packs bytes. */
  interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  static byte[] packed(String text, Packer packer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.over(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
