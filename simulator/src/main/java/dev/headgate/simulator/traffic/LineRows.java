package dev.headgate.simulator.traffic;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.zip.ZipException;

/** Rows that are lines of text. For one thread. */
final class LineRows implements Rows {
  private final String file;
  private final Lines lines;
  private final LineReader reader;
  private final BitSet unseen = new BitSet();
  private final int columns;

  private LineRows(String file, Lines lines, LineReader reader, Columns columns) {
    this.file = file;
    this.lines = lines;
    this.reader = reader;
    this.columns = columns.size();
    unseen.set(0, reader instanceof JsonLine ? columns.size() : 0);
  }

  /**
   * The rows of a file.
   *
   * @throws MissingColumnException where it is known beforehand that it lacks a column
   * @throws BrokenLogException where it has no header row and needs one
   */
  static LineRows of(String file, Lines lines, Format format, Columns columns) throws IOException {
    LineReader reader =
        switch (format) {
          case Format.Text text -> {
            columns.check(file, text.pattern().columns());
            yield new PatternLine(text.pattern(), columns);
          }
          case Format.Json json -> new JsonLine(columns);
          case Format.Csv csv -> csv(file, lines, csv.divider(), columns);
          case Format.Parquet parquet ->
              throw new AssertionError("Parquet has no lines: " + parquet);
        };
    return new LineRows(file, lines, reader, columns);
  }

  private static LineReader csv(String file, Lines lines, char divider, Columns columns)
      throws IOException {
    List<String> header = null;
    if (next(file, lines)) {
      header = CsvLine.header(lines.bytes(), lines.from(), lines.to(), divider);
    }
    if (header == null) {
      throw new MissingHeaderException(file);
    }
    columns.check(file, header);
    return new CsvLine(divider, header, columns);
  }

  @Override
  public boolean next(Row row) throws IOException {
    while (next(file, lines)) {
      if (lines.to() == lines.from()) {
        continue;
      }
      row.begin(lines.number());
      String wrong =
          lines.cut()
              ? "longer than " + Lines.LINE_MAX + " bytes"
              : reader.read(lines.bytes(), lines.from(), lines.to(), row);
      if (wrong != null) {
        row.wrong(wrong);
      } else if (!unseen.isEmpty()) {
        look(row);
      }
      return true;
    }
    return false;
  }

  @Override
  public BitSet unseen() {
    return (BitSet) unseen.clone();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void look(Row row) {
    for (int i = 0; i < columns; i++) {
      if (row.value(i) != null) {
        unseen.clear(i);
      }
    }
  }

  private static boolean next(String file, Lines lines) throws IOException {
    try {
      return lines.next();
    } catch (java.io.EOFException cutOff) {
      throw new BrokenLogException(
          file, lines.number(), "ends in the middle of its compressed data", cutOff);
    } catch (ZipException | io.airlift.compress.MalformedInputException damaged) {
      throw new BrokenLogException(file, lines.number(), "its compressed data is damaged", damaged);
    } catch (IOException unreadable) {
      throw new BrokenLogException(
          file, lines.number(), "cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
