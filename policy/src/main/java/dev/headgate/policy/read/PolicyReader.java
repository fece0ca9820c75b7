package dev.headgate.policy.read;

import dev.headgate.core.pricing.Quote;
import dev.headgate.core.quota.Review;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Dialects;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.snapshot.Exemption;
import dev.headgate.core.snapshot.Gate;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.headers.Alphabet;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Canonical;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads a whole document. For one reading by one thread. */
public final class PolicyReader {
  /** Attributes that doors give to calls and callers by themselves. */
  public static final List<String> KNOWN =
      List.of(
          "tenant",
          "app",
          "copy",
          "plan",
          "user",
          "credential",
          "licence",
          "operation",
          "method",
          "product",
          "address");

  private static final long NOTICE_DAYS_MAX = 730;

  private final Reading reading;
  private final Map<String, String> emergencies = new LinkedHashMap<>();
  private final OperationsReader operations;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final List<Gate> gates = new ArrayList<>();
  private final List<Exemption> exemptions = new ArrayList<>();

  private PolicyReader(Reading reading) {
    this.reading = reading;
    operations = new OperationsReader(reading);
  }

  /** What the document says, or null with problems. */
  public static @Nullable PolicyParts read(Value.Fields document, Problems problems) {
    return new PolicyReader(Reading.of(problems)).read(new Section(document, problems));
  }

  private @Nullable PolicyParts read(Section root) {
    String title =
        reading.or(
            root.take("title"), value -> reading.scalars().text(value, Scalars.TEXT_MAX), "");
    String unit = reading.or(root.take("unit"), reading.scalars()::unit, Quote.POINTS);
    Value written = root.take("dialect");
    Dialect dialect =
        reading.or(written, new DialectReader(reading)::dialect, Dialects.ietf(Alphabet.R_T));
    operations.read(root);
    List<String> declared = reading.each(root.take("attributes"), reading.scalars()::attribute);
    Set<String> attributes = new LinkedHashSet<>(KNOWN);
    attributes.addAll(operations.parameters());
    attributes.addAll(declared);
    ConditionReader conditions = new ConditionReader(reading, attributes);
    AmountReader amounts = new AmountReader(reading, conditions, declared);
    rules(root, new RuleReader(reading, conditions, attributes), amounts, unit);
    gates(root, new GateReader(reading, conditions));
    Review review = new SettingsReader(reading).review(root.take("review"), rules);
    int noticeDays =
        reading
            .or(
                root.take("noticeDays"),
                value -> reading.scalars().whole(value, 0, NOTICE_DAYS_MAX),
                0L)
            .intValue();
    ChargeTable charges = new SettingsReader(reading).charges(root.take("charges"));
    PolicySnapshot.Builder builder =
        PolicySnapshot.builder(Canonical.version(root.fields()))
            .settings(new SettingsReader(reading).settings(root.take("settings")));
    root.finish();
    if (reading.problems().any()) {
      return null;
    }
    rules.values().forEach(builder::rule);
    gates.forEach(builder::gate);
    exemptions.forEach(builder::exemption);
    noteEmergency(Notice.PRICES, operations.priceEmergency());
    PolicySnapshot snapshot = builder.prices(operations.prices()).build();
    return new PolicyParts(
        title,
        snapshot,
        operations.routes(),
        dialect,
        operations.dialects(),
        charges,
        new Notice(noticeDays, emergencies, amounts.choices()),
        review);
  }

  private void rules(Section root, RuleReader reader, AmountReader amounts, String unit) {
    LimitReader limits = new LimitReader(reading, amounts);
    sections(
        root.take("limits"),
        (name, section) -> {
          List<Metered> parts = limits.read(section);
          add(section, reader.rules(name, Rule.Kind.LIMIT, Quote.REQUESTS, section, parts));
        });
    QuotaReader quotas = new QuotaReader(reading, amounts);
    sections(
        root.take("quotas"),
        (name, section) -> {
          List<Metered> parts = quotas.read(section);
          add(section, reader.rules(name, Rule.Kind.QUOTA, unit, section, parts));
        });
  }

  private void add(Section section, List<Rule> read) {
    String emergency = emergency(section);
    section.finish();
    for (Rule rule : read) {
      noteEmergency(rule.name(), emergency);
      if (rules.size() >= PolicySnapshot.RULES_MAX) {
        reading
            .problems()
            .add(section.place(), "more than " + PolicySnapshot.RULES_MAX + " limits and quotas");
      } else if (rules.putIfAbsent(rule.name(), rule) != null) {
        reading
            .problems()
            .add(
                section.place(),
                "name " + Problems.quote(rule.name()) + " twice (expected: once)",
                "limits and quotas share their names, which identify counters");
      }
    }
  }

  private void noteEmergency(String of, String emergency) {
    if (!emergency.isEmpty()) {
      emergencies.put(of, emergency);
    }
  }

  /** Why something may change without notice; empty where it may not. */
  private String emergency(Section section) {
    return reading.or(
        section.take("emergency"), value -> reading.scalars().text(value, Scalars.TEXT_MAX), "");
  }

  private void gates(Section root, GateReader reader) {
    sections(
        root.take("gates"),
        (name, section) -> {
          noteEmergency(Notice.gate(name), emergency(section));
          Gate gate = reader.gate(name, section);
          if (gate != null) {
            gates.add(gate);
          }
        });
    sections(
        root.take("exemptions"),
        (name, section) -> {
          noteEmergency(Notice.exemption(name), emergency(section));
          Exemption exemption = reader.exemption(name, section, rules.keySet());
          if (exemption != null) {
            exemptions.add(exemption);
          }
        });
  }

  /** Each named section of a map. */
  private void sections(@Nullable Value value, BiConsumer<String, Section> reader) {
    Section named = value == null ? null : Section.of(value, reading.problems());
    if (named == null) {
      return;
    }
    named
        .fields()
        .fields()
        .forEach(
            (name, field) -> {
              Section section = Section.of(field.value(), reading.problems());
              if (reading.scalars().name(name, field) != null && section != null) {
                reader.accept(name, section);
              }
            });
  }
}
