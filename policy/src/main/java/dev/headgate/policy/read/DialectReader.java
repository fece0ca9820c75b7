package dev.headgate.policy.read;

import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Dialects;
import dev.headgate.core.reply.RefusalForm;
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

  private static final Map<String, RefusalForm.Body> BODIES =
      Map.of("problem", RefusalForm.Body.PROBLEM, "graphql", RefusalForm.Body.GRAPHQL);

  private static final Map<String, Boolean> POLICY_FIELDS =
      Map.of("always", true, "disclosed", false);

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
    Value policyField = section.take("policyField");
    Boolean always =
        policyField == null ? null : reading.scalars().choice(policyField, POLICY_FIELDS);
    RefusalForm form = refusals(section.take("refusals"));
    section.finish();
    if (dialect == null) {
      return null;
    }
    Dialect told = dialect;
    if (alphabet != null || always != null) {
      told = ietf(section, dialect, alphabet, !Boolean.FALSE.equals(always));
    }
    return form.equals(RefusalForm.USUAL) ? told : told.refusing(form);
  }

  /** The dialect with the options that only this one has. */
  private Dialect ietf(
      Section section, Dialect dialect, @Nullable Alphabet alphabet, boolean policyAlways) {
    if (!dialect.name().equals("ietf")) {
      String option = alphabet == null ? "policyField" : "alphabet";
      reading.problems().add(section.place(option), option + " (expected: with ietf only)");
      return dialect;
    }
    return Dialects.ietf(alphabet == null ? Alphabet.R_T : alphabet, policyAlways);
  }

  /** A status, a body, or both. */
  private RefusalForm refusals(@Nullable Value value) {
    Section section = value == null ? null : Section.of(value, reading.problems());
    if (section == null) {
      return RefusalForm.USUAL;
    }
    Value written = section.take("status");
    Long status = written == null ? null : reading.scalars().whole(written, 200, 599);
    if (written != null && status != null && status > 200 && status < 400) {
      reading.problems().expected(written.place(), "" + status, "200, or one of 400 to 599");
      status = null;
    }
    RefusalForm.Body body =
        reading.or(
            section.take("body"),
            chosen -> reading.scalars().choice(chosen, BODIES),
            RefusalForm.Body.PROBLEM);
    section.finish();
    return new RefusalForm(status == null ? null : status.intValue(), body);
  }
}
