package dev.headgate.policy.read;

import dev.headgate.core.call.Call;
import dev.headgate.core.identity.App;
import dev.headgate.policy.cel.CelFormula;
import dev.headgate.policy.cel.Expression;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.AmountText;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts: a number, a number and so many for each user, a table by an attribute, bands of
 * users, or a formula.
 */
final class AmountReader {
  /** Attributes of operation and caller by which a table may choose. */
  private static final List<String> CHOICES =
      List.of(
          "plan",
          "tier",
          "tenant",
          "app",
          "copy",
          "user",
          "credential",
          "licence",
          "operation",
          "method",
          "product");

  private final Reading reading;
  private final ConditionReader conditions;
  private final Collection<String> declared;
  private final Map<String, Set<String>> choices = new LinkedHashMap<>();

  /** A reader that knows the attributes which the policy declares. */
  AmountReader(Reading reading, ConditionReader conditions, Collection<String> declared) {
    this.reading = reading;
    this.conditions = conditions;
    this.declared = declared;
  }

  /** The values that the tables read so far name, by attribute. */
  Map<String, Set<String>> choices() {
    return choices;
  }

  @Nullable Amounts amounts(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      AmountText text = reading.scalars().amount(value, Amounts.AMOUNT_MAX);
      return text == null ? null : Amounts.of(text);
    }
    Section section = new Section(fields, reading.problems());
    Long least = bound(section.take("atLeast"));
    Long most = bound(section.take("atMost"));
    Amounts amounts =
        section.has("formula")
            ? formula(section.take("formula"))
            : section.has("upTo") ? bands(section) : table(section);
    section.finish();
    if (least != null && most != null && least > most) {
      reading
          .problems()
          .add(section.place("atLeast"), least + " (expected: <= atMost, " + most + ")");
      return null;
    }
    return amounts == null ? null : amounts.within(least, most);
  }

  private @Nullable Long bound(@Nullable Value value) {
    return value == null ? null : reading.scalars().whole(value, 1, Amounts.AMOUNT_MAX);
  }

  private @Nullable Amounts formula(@Nullable Value value) {
    Expression expression = value == null ? null : conditions.formula(value);
    if (expression == null) {
      return null;
    }
    CelFormula formula = new CelFormula(expression, 1);
    return new Amounts(formula::of, 1, Amounts.AMOUNT_MAX);
  }

  private @Nullable Amounts bands(Section section) {
    Value bands = section.take("upTo");
    Section limits = bands == null ? null : Section.of(bands, reading.problems());
    Value beyond = section.need("above");
    Amounts above = beyond == null ? null : amounts(beyond);
    if (limits == null || above == null) {
      return null;
    }
    NavigableMap<Long, Amounts> read = new TreeMap<>();
    limits
        .fields()
        .fields()
        .forEach(
            (users, field) -> {
              Long limit = reading.scalars().whole(users, field, 0, Amounts.AMOUNT_MAX);
              Amounts amounts = amounts(field.value());
              if (limit != null && amounts != null) {
                read.put(limit, amounts);
              }
            });
    return Amounts.choosing(call -> band(read, call, above), read.values(), above);
  }

  private static Amounts band(NavigableMap<Long, Amounts> bands, Call call, Amounts above) {
    Map.Entry<Long, Amounts> band = bands.ceilingEntry(Amounts.users(call));
    return band == null ? above : band.getValue();
  }

  private @Nullable Amounts table(Section section) {
    Value written = section.need("by");
    String by = written == null ? null : choice(written);
    Value values = section.need("values");
    Section rows = values == null ? null : Section.of(values, reading.problems());
    Value rest = section.need("otherwise");
    Amounts otherwise = rest == null ? null : amounts(rest);
    if (by == null || rows == null || otherwise == null) {
      return null;
    }
    Map<String, Amounts> read = new LinkedHashMap<>();
    rows.fields()
        .fields()
        .forEach(
            (key, field) -> {
              Amounts amounts = amounts(field.value());
              if (amounts != null) {
                read.put(key, amounts);
              }
            });
    choices.computeIfAbsent(by, attribute -> new LinkedHashSet<>()).addAll(read.keySet());
    return Amounts.choosing(
        call -> read.getOrDefault(attribute(call, by), otherwise), read.values(), otherwise);
  }

  private @Nullable String choice(Value value) {
    String name = reading.scalars().attribute(value);
    if (name == null || CHOICES.contains(name) || declared.contains(name)) {
      return name;
    }
    reading
        .problems()
        .add(
            value.place(),
            Problems.quote(name) + " (expected: an attribute of operation or caller)",
            Nearest.hint(name, CHOICES));
    return null;
  }

  private static String attribute(Call call, String name) {
    if (name.equals("tier")) {
      App app = call.caller().app();
      return app == null ? "" : app.tier();
    }
    String value = call.fixedAttribute(name);
    return value == null ? "" : value;
  }
}
