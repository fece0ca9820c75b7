package dev.headgate.policy.read;

import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Dialects;
import dev.headgate.headers.Alphabet;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the choice of a dialect: its name, or a map of name and options. */
final class DialectReader {
  private static final Map<String, Alphabet> ALPHABETS =
      Map.of("r-t", Alphabet.R_T, "a-w", Alphabet.A_W);

  private final Reading reading;

  DialectReader(Reading reading) {
    this.reading = reading;
  }

  @Nullable Dialect dialect(Value value) {
    Map<String, Dialect> dialects = new TreeMap<>();
    Dialects.all().forEach(dialect -> dialects.put(dialect.name(), dialect));
    if (!(value instanceof Value.Fields fields)) {
      return reading.scalars().choice(value, dialects);
    }
    Section section = new Section(fields, reading.problems());
    Value name = section.need("name");
    Dialect dialect = name == null ? null : reading.scalars().choice(name, dialects);
    Value written = section.take("alphabet");
    Alphabet alphabet = written == null ? null : reading.scalars().choice(written, ALPHABETS);
    section.finish();
    if (alphabet == null || dialect == null) {
      return dialect;
    }
    if (!dialect.name().equals("ietf")) {
      reading.problems().add(section.place("alphabet"), "alphabet (expected: with ietf only)");
      return dialect;
    }
    return Dialects.ietf(alphabet);
  }
}
