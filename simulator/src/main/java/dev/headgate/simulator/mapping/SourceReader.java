package dev.headgate.simulator.mapping;

import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import dev.headgate.simulator.traffic.Columns;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads where a value comes from: the name of a column, {@code { column: ..., match: ... }} or
 * {@code { value: ... }}. Notes every column that is named. For one reading by one thread.
 */
final class SourceReader {
  private final Problems problems;
  private final Scalars scalars;
  private final Columns.Builder columns;

  SourceReader(Problems problems, Columns.Builder columns) {
    this.problems = problems;
    this.columns = columns;
    scalars = new Scalars(problems);
  }

  /** The source under a key that may be left out. */
  @Nullable ValueSource optional(Section section, String key) {
    Value value = section.take(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Fields fields)) {
      return column(value, null);
    }
    Section inner = new Section(fields, problems);
    ValueSource source = source(value, inner);
    inner.finish();
    return source;
  }

  /** The source of a value whose map, if it is one, is read by this section, too. */
  @Nullable ValueSource source(@Nullable Value value, Section section) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Value.Fields)) {
      return column(value, null);
    }
    Value constant = section.take("value");
    Value match = section.take("match");
    if (constant != null) {
      String text = scalars.text(constant, Scalars.TEXT_MAX);
      section.take("column");
      return text == null ? null : new ValueSource.Constant(text);
    }
    Value column = section.need("column");
    return column == null ? null : column(column, match == null ? null : pattern(match));
  }

  private @Nullable ValueSource column(Value value, @Nullable Pattern match) {
    String name = scalars.text(value, Scalars.TEXT_MAX);
    return name == null
        ? null
        : new ValueSource.Column(columns.ordinal(name, value.place()), match);
  }

  private @Nullable Pattern pattern(Value value) {
    String text = scalars.text(value, Scalars.TEXT_MAX);
    if (text == null) {
      return null;
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.matcher("").groupCount() == 1) {
        return pattern;
      }
      problems.expected(value.place(), text, "a regular expression with one group");
    } catch (PatternSyntaxException malformed) {
      problems.expected(
          value.place(),
          text,
          "a regular expression with one group: " + malformed.getDescription());
    }
    return null;
  }
}
