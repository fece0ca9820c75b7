package dev.headgate.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An access log in the common or combined format of Apache, sorted by time. */
final class AccessLog {
  /** The most lines. */
  static final int LINES_MAX = 5_000_000;

  private static final Pattern LINE =
      Pattern.compile("(\\S+) \\S+ \\S+ \\[([^\\]]+)\\] \"(\\S*)(?: (\\S+))?[^\"]*\".*");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private AccessLog() {}

  /**
   * One request.
   *
   * @param second seconds since the epoch
   * @param address as the log writes it
   */
  record Entry(long second, String address, String method, String path) {}

  /**
   * All requests, those of one second in the order of the file.
   *
   * @throws IllegalArgumentException at the first line of another format
   */
  static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    if (lines.size() > LINES_MAX) {
      throw new IllegalArgumentException(
          "lines: " + lines.size() + " (expected: <= " + LINES_MAX + ")");
    }
    for (int i = 0; i < lines.size(); i++) {
      entries.add(entry(lines.get(i), i + 1));
    }
    entries.sort(Comparator.comparingLong(Entry::second));
    return entries;
  }

  private static Entry entry(String line, int number) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "line " + number + ": another format (expected: common or combined log format)");
    }
    try {
      long second = OffsetDateTime.parse(parts.group(2), TIME).toEpochSecond();
      String path = parts.group(4) == null ? "/" : parts.group(4);
      return new Entry(second, parts.group(1), parts.group(3), path);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "line " + number + ": " + parts.group(2) + " (expected: a time)", wrong);
    }
  }
}
