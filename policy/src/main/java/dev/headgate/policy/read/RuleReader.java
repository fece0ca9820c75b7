package dev.headgate.policy.read;

import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.Partition;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what limits and quotas have in common. */
final class RuleReader {
  /** The most debt that a settlement may charge. */
  static final long DEBT_MAX = 1_000_000_000L;

  /** The most live keys of one rule. */
  static final long KEYS_MAX = 100_000_000L;

  /** The most attributes of one key. */
  static final int PARTS_MAX = 8;

  private static final Map<String, Partition.Missing> MISSING =
      Map.of(
          "refuse", Partition.Missing.REFUSE,
          "skip", Partition.Missing.SKIP,
          "default", Partition.Missing.DEFAULT);

  private final Reading reading;
  private final ConditionReader conditions;
  private final PhaseReader phases;
  private final ConsistencyReader consistency;
  private final Collection<String> attributes;

  RuleReader(Reading reading, ConditionReader conditions, Collection<String> attributes) {
    this.reading = reading;
    this.conditions = conditions;
    this.attributes = attributes;
    phases = new PhaseReader(reading, conditions);
    consistency = new ConsistencyReader(reading);
  }

  /** The rules of a limit or quota: one for each part of its arithmetic. */
  List<Rule> rules(String name, Rule.Kind kind, String unit, Section section, List<Metered> parts) {
    String counted = reading.or(section.take("unit"), reading.scalars()::unit, unit);
    Partition partition = partition(section);
    Partition members = parts.isEmpty() ? partition : shared(partition, parts.getFirst());
    Condition applies = conditions.condition(section.take("when"), true);
    PhaseSchedule schedule = phases.schedule(section.take("phases"));
    Rule.Terms terms = terms(section).consistency(consistency.read(section, parts));
    List<Rule> rules = new ArrayList<>();
    for (Metered part : parts) {
      String full = part.suffix().isEmpty() ? name : name + "/" + part.suffix();
      rules.add(
          new Rule(
              full,
              kind,
              counted,
              members,
              part.meters(),
              applies,
              schedule,
              suffixed(terms, part.suffix())));
    }
    return rules;
  }

  private static Rule.Terms suffixed(Rule.Terms terms, String suffix) {
    if (suffix.isEmpty()) {
      return terms;
    }
    return terms.formerly(terms.formerly().stream().map(former -> former + "/" + suffix).toList());
  }

  private Partition partition(Section section) {
    Value per = section.take("per");
    List<String> names = reading.each(per, this::known);
    Value written = section.take("missing");
    Partition.Missing missing =
        reading.or(
            written, value -> reading.scalars().choice(value, MISSING), Partition.Missing.REFUSE);
    if (names.size() > PARTS_MAX) {
      reading
          .problems()
          .add(
              section.place("per"),
              names.size() + " attributes (expected: at most " + PARTS_MAX + ")");
    }
    if (written != null && per == null) {
      reading.problems().add(written.place(), "missing without per (expected: both, or none)");
    }
    if (written != null && missing == Partition.Missing.SKIP) {
      reading
          .problems()
          .warn(
              written.place(),
              "skip is a way round: a call without one of " + names + " is not limited here",
              "write refuse, or default for one shared counter");
    }
    return new Partition(names, missing);
  }

  /** The partition with the members of a pool told apart. */
  private Partition shared(Partition pools, Metered part) {
    List<String> names = new ArrayList<>(pools.attributes());
    List<String> members = reading.each(part.members(), this::known);
    names.addAll(members);
    Value written = part.members();
    if (written != null && (Set.copyOf(names).size() < names.size() || names.size() > PARTS_MAX)) {
      reading
          .problems()
          .add(
              written.place(),
              "per and members " + names + " (expected: at most " + PARTS_MAX + ", none twice)");
      return pools;
    }
    return new Partition(names, pools.missing(), members.size());
  }

  private @Nullable String known(Value value) {
    String name = reading.scalars().attribute(value);
    if (name == null || attributes.contains(name)) {
      return name;
    }
    reading
        .problems()
        .add(
            value.place(),
            "unknown attribute " + Problems.quote(name),
            Nearest.hint(name, attributes) + " (others are declared under attributes)");
    return null;
  }

  private Rule.Terms terms(Section section) {
    Rule.Terms usual = Rule.Terms.USUAL;
    return new Rule.Terms(
        reading.or(section.take("reason"), reading.scalars()::reasonByProduct, usual.reason()),
        share(section.take("nearLimit"), usual.nearShare()),
        share(section.take("discloseFrom"), usual.discloseFrom()),
        reading.or(section.take("chargeRefused"), reading.scalars()::flag, usual.chargeRefused()),
        whole(section.take("debtMax"), 0, DEBT_MAX, usual.debtMax()),
        (int) whole(section.take("keysMax"), 1, KEYS_MAX, usual.keysMax()),
        reading.each(section.take("was"), reading.scalars()::name));
  }

  private double share(@Nullable Value value, double usual) {
    Integer share = value == null ? null : reading.scalars().share(value);
    return share == null ? usual : share / 10_000.0;
  }

  private long whole(@Nullable Value value, long from, long to, long usual) {
    return reading.or(value, written -> reading.scalars().whole(written, from, to), usual);
  }
}
