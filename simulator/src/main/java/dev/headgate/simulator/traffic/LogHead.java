package dev.headgate.simulator.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The first lines of a file, by which its format and its columns are known. Immutable.
 *
 * @param format what it is written in
 * @param columns the names of its columns; of JSON those of its first objects, inner ones by {@code
 *     outer.inner}
 */
public record LogHead(Format format, Set<String> columns) {
  /** How many bytes are looked at. */
  static final int BYTES_MAX = 64 << 10;

  private static final int LINES_MAX = 50;
  private static final int DEPTH_MAX = 8;
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
  private static final Columns NO_COLUMNS = new Columns(List.of());

  public LogHead {
    columns = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(columns));
  }

  /**
   * Looks at the beginning of a stream and leaves it there; null where no format fits.
   *
   * @param stated what the mapping says it is, or null
   */
  static @Nullable LogHead of(BufferedInputStream in, @Nullable Format stated) throws IOException {
    byte[] head = peek(in);
    Format format = stated == null ? found(head) : stated;
    return format == null ? null : new LogHead(format, names(format, head));
  }

  private static byte[] peek(BufferedInputStream in) throws IOException {
    in.mark(BYTES_MAX + 1);
    byte[] head = new byte[BYTES_MAX];
    int filled = 0;
    try {
      for (int read = 0; read >= 0 && filled < BYTES_MAX; filled += Math.max(0, read)) {
        read = in.read(head, filled, BYTES_MAX - filled);
      }
    } catch (IOException brokenOff) {
      // whoever reads the file comes to the same place and says so, with its line
    }
    in.reset();
    return java.util.Arrays.copyOf(head, filled);
  }

  private static @Nullable Format found(byte[] head) throws IOException {
    if (head.length >= PARQUET.length
        && java.util.Arrays.equals(head, 0, PARQUET.length, PARQUET, 0, PARQUET.length)) {
      return Format.PARQUET;
    }
    Format best = null;
    int most = 0;
    for (Format format : Format.NAMED) {
      int read = read(format, head);
      if (read > most) {
        best = format;
        most = read;
      }
    }
    return best;
  }

  /** How many of the first lines are of a format. */
  private static int read(Format format, byte[] head) throws IOException {
    return switch (format) {
      case Format.Text text -> read(new PatternLine(text.pattern(), NO_COLUMNS), head);
      case Format.Json json -> read(new JsonLine(NO_COLUMNS), head);
      case Format.Csv csv -> {
        List<String> header = header(head, csv.divider());
        yield header == null || header.size() < 2
            ? 0
            : read(new CsvLine(csv.divider(), header, NO_COLUMNS), head);
      }
      case Format.Parquet parquet -> 0;
    };
  }

  private static int read(LineReader reader, byte[] head) throws IOException {
    Row row = new Row(NO_COLUMNS);
    int read = 0;
    try (Lines lines = new Lines(new ByteArrayInputStream(head))) {
      for (int i = 0; i < LINES_MAX && lines.next(); i++) {
        if (reader.read(lines.bytes(), lines.from(), lines.to(), row) == null) {
          read++;
        }
      }
    }
    return read;
  }

  private static Set<String> names(Format format, byte[] head) throws IOException {
    return switch (format) {
      case Format.Text text -> new LinkedHashSet<>(text.pattern().columns());
      case Format.Json json -> json(head);
      case Format.Csv csv -> {
        List<String> header = header(head, csv.divider());
        yield header == null ? Set.of() : new LinkedHashSet<>(header);
      }
      case Format.Parquet parquet -> Set.of();
    };
  }

  private static @Nullable List<String> header(byte[] head, char divider) throws IOException {
    try (Lines lines = new Lines(new ByteArrayInputStream(head))) {
      return lines.next() ? CsvLine.header(lines.bytes(), lines.from(), lines.to(), divider) : null;
    }
  }

  private static Set<String> json(byte[] head) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    JsonFactory json = new JsonFactory();
    try (Lines lines = new Lines(new ByteArrayInputStream(head))) {
      for (int i = 0; i < LINES_MAX && lines.next(); i++) {
        int length = lines.to() - lines.from();
        try (JsonParser parser =
            json.createParser(ObjectReadContext.empty(), lines.bytes(), lines.from(), length)) {
          names.addAll(names(parser));
        } catch (JacksonException notWhole) {
          // a line that is no JSON names no column
        }
      }
    }
    return names;
  }

  private static Set<String> names(JsonParser parser) {
    Set<String> names = new LinkedHashSet<>();
    List<String> path = new ArrayList<>();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT && path.size() < DEPTH_MAX) {
          path.add(name);
        } else if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
          parser.skipChildren();
        } else {
          names.add(path.isEmpty() ? name : String.join(".", path) + "." + name);
        }
      } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
        path.removeLast();
      }
    }
    return names;
  }
}
