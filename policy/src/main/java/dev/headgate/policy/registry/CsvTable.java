package dev.headgate.policy.registry;

import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads a CSV file (RFC 4180) with a header row into the map that a YAML registry would have under
 * the same key; empty cells are keys left out, lines that begin with {@code #} are comments. For
 * one reading by one thread.
 */
final class CsvTable {
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvReadFeature.WRAP_AS_ARRAY)
          .enable(CsvReadFeature.TRIM_SPACES)
          .enable(CsvReadFeature.SKIP_EMPTY_LINES)
          .enable(CsvReadFeature.ALLOW_COMMENTS)
          .build();

  static final String ATTRIBUTES = "attributes";

  private final RegistryTable table;
  private final Problems problems;
  private final Map<String, Value.Field> entries = new LinkedHashMap<>();

  private CsvTable(RegistryTable table, Problems problems) {
    this.table = table;
    this.problems = problems;
  }

  /** The entries of a text; what is wrong with it are problems. */
  static Value.Fields read(RegistryTable table, String text, Problems problems) {
    CsvTable read = new CsvTable(table, problems);
    try (JsonParser parser = CSV.createParser(ObjectReadContext.empty(), text)) {
      read.rows(parser);
    } catch (JacksonException malformed) {
      TokenStreamLocation at = malformed.getLocation();
      problems.add(
          at == null ? Place.file(table.file()) : place(table, at, table.key()),
          malformed.getOriginalMessage() + " (expected: CSV, RFC 4180)");
    }
    return new Value.Fields(new Place(table.file(), 1, 1, table.key()), read.entries);
  }

  private void rows(JsonParser parser) {
    parser.nextToken(); // the array of all rows
    List<Value.Scalar> header = row(parser);
    if (header == null) {
      problems.add(Place.file(table.file()), "empty (expected: a header row: " + expected() + ")");
      return;
    }
    if (!headed(header)) {
      return;
    }
    for (List<Value.Scalar> row = row(parser); row != null; row = row(parser)) {
      if (entries.size() >= Registry.ENTRIES_MAX) {
        problems.add(
            row.getFirst().place(), "too many (expected: <= " + Registry.ENTRIES_MAX + ")");
        return;
      }
      if (row.size() == header.size()) {
        entry(header, row);
      } else {
        problems.add(
            row.getFirst().place(),
            row.size() + " cells (expected: " + header.size() + ", as in the header)");
      }
    }
  }

  /** The cells of the next row, or null after the last. */
  private @Nullable List<Value.Scalar> row(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      return null;
    }
    List<Value.Scalar> cells = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Place place = place(table, parser.currentTokenLocation(), table.key());
      cells.add(new Value.Scalar(place, parser.getString(), Value.Scalar.Style.QUOTED));
    }
    return cells;
  }

  private boolean headed(List<Value.Scalar> header) {
    Set<String> seen = new LinkedHashSet<>();
    int before = problems.count();
    for (Value.Scalar column : header) {
      String name = column.text();
      if (!seen.add(name)) {
        problems.add(column.place(), Problems.quote(name) + " twice (expected: once)");
      } else if (!table.open()
          && !name.equals(RegistryTable.ID)
          && !table.columns().contains(name)) {
        problems.add(
            column.place(),
            "unknown column " + Problems.quote(name) + " (expected: " + expected() + ")",
            Nearest.hint(name, table.columns()));
      }
    }
    if (!seen.contains(RegistryTable.ID)) {
      problems.add(header.getFirst().place(), "no column \"id\" (expected: " + expected() + ")");
    }
    return problems.count() == before;
  }

  private void entry(List<Value.Scalar> header, List<Value.Scalar> row) {
    Map<String, Value.Field> fields = new LinkedHashMap<>();
    Map<String, Value.Field> attributes = new LinkedHashMap<>();
    Value.Scalar id = row.get(columnOfId(header));
    for (int i = 0; i < row.size(); i++) {
      String column = header.get(i).text();
      Value.Scalar cell = under(id.text(), column, row.get(i));
      if (!cell.text().isEmpty() && !column.equals(RegistryTable.ID)) {
        (table.columns().contains(column) ? fields : attributes)
            .put(column, new Value.Field(cell.place(), cell));
      }
    }
    if (!attributes.isEmpty()) {
      Value.Fields all = new Value.Fields(id.place(), attributes);
      fields.put(ATTRIBUTES, new Value.Field(id.place(), all));
    }
    Value.Field entry = new Value.Field(id.place(), new Value.Fields(id.place(), fields));
    if (entries.putIfAbsent(id.text(), entry) != null) {
      problems.add(id.place(), Problems.quote(id.text()) + " twice (expected: once)");
    }
  }

  private static int columnOfId(List<Value.Scalar> header) {
    return header.stream().map(Value.Scalar::text).toList().indexOf(RegistryTable.ID);
  }

  private Value.Scalar under(String id, String column, Value.Scalar cell) {
    Place place = cell.place();
    String path = table.key() + "." + id + "." + column;
    return new Value.Scalar(
        new Place(place.file(), place.line(), place.column(), path), cell.text(), cell.style());
  }

  private String expected() {
    return RegistryTable.ID
        + ", "
        + String.join(", ", table.columns())
        + (table.open() ? ", attributes" : "");
  }

  private static Place place(RegistryTable table, TokenStreamLocation at, String path) {
    return new Place(
        table.file(), Math.max(0, at.getLineNr()), Math.max(0, at.getColumnNr()), path);
  }
}
