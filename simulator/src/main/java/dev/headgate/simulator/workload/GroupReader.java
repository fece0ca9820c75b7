package dev.headgate.simulator.workload;

import dev.headgate.core.call.Route;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Rate;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the groups of a workload. For one reading by one thread. */
final class GroupReader {
  private static final int TENANTS_MAX = 100_000;
  private static final int CALLS_MAX = 100;
  private static final int ATTRIBUTES_MAX = 10;
  private static final long RATE_MAX = 1_000_000;
  private static final int USUAL = 10;
  private static final Rate A_SECOND = new Rate(1, Micros.SECOND);

  /** What the attack of 250 pages calls: the container and as many objects. */
  private static final Group.Wanted PAGES = new Group.Wanted("GET", "/?limit=250", 251);

  private final Problems problems;
  private final Scalars scalars;

  GroupReader(Problems problems) {
    this.problems = problems;
    scalars = new Scalars(problems);
  }

  /** The group of a shape about which nothing else is said. */
  static Group usual(Shape shape) {
    return switch (shape) {
      case PAGE_ATTACK -> usual(shape, 1, 1, List.of(PAGES));
      case BATCH_JOB, RUNAWAY_LOOP -> usual(shape, 1, USUAL, List.of());
      case STEADY, DAILY_WAVE, BURST, RETRY_STORM -> usual(shape, USUAL, USUAL, List.of());
    };
  }

  private static Group usual(Shape shape, int apps, int tenants, List<Group.Wanted> calls) {
    return new Group(
        shape.word(), shape, apps, tenants, A_SECOND, shape.usualConduct(), calls, Map.of());
  }

  /** The group of that name, or null with problems. */
  @Nullable Group read(String name, Value.Field field) {
    Section section = Section.of(field.value(), problems);
    if (section == null || scalars.name(name, field) == null) {
      return null;
    }
    Value word = section.need("shape");
    Shape shape = word == null ? null : scalars.choice(word, Shape.byWord());
    Group usual = usual(shape == null ? Shape.STEADY : shape);
    Value rate = section.take("rate");
    Rate read = rate == null ? null : scalars.rate(rate, RATE_MAX);
    Group group =
        new Group(
            name,
            usual.shape(),
            number(section, "apps", usual.apps(), Workload.APPS_MAX),
            number(section, "tenants", usual.tenants(), TENANTS_MAX),
            read == null ? A_SECOND : read,
            conduct(section, usual.conduct()),
            calls(section, usual.calls()),
            attributes(section));
    section.finish();
    return shape == null ? null : group;
  }

  private int number(Section section, String key, int usual, int max) {
    Value value = section.take(key);
    Long read = value == null ? null : scalars.whole(value, 1, max);
    return read == null ? usual : Math.toIntExact(read);
  }

  private Group.Conduct conduct(Section section, Group.Conduct usual) {
    Value value = section.take("client");
    Map<String, Group.Conduct> conducts = new TreeMap<>();
    for (Group.Conduct conduct : Group.Conduct.values()) {
      conducts.put(conduct.name().toLowerCase(Locale.ROOT), conduct);
    }
    Group.Conduct read = value == null ? null : scalars.choice(value, conducts);
    return read == null ? usual : read;
  }

  private List<Group.Wanted> calls(Section section, List<Group.Wanted> usual) {
    Value value = section.take("calls");
    if (value == null) {
      return usual;
    }
    List<Group.Wanted> calls = new ArrayList<>();
    if (value instanceof Value.Items items && items.items().size() <= CALLS_MAX) {
      items.items().forEach(item -> add(calls, item));
    } else {
      problems.add(
          value.place(), value.kind() + " (expected: a list of 1 to " + CALLS_MAX + " calls)");
    }
    return calls;
  }

  private void add(List<Group.Wanted> calls, Value item) {
    if (item instanceof Value.Fields fields) {
      Section section = new Section(fields, problems);
      Value call = section.need("call");
      Value points = section.need("points");
      Long cost = points == null ? null : scalars.whole(points, 1, 1_000_000_000);
      section.finish();
      Group.Wanted wanted = call == null || cost == null ? null : wanted(call, cost);
      if (wanted != null) {
        calls.add(wanted);
      }
    } else {
      Group.Wanted wanted = wanted(item, 0);
      if (wanted != null) {
        calls.add(wanted);
      }
    }
  }

  private Group.@Nullable Wanted wanted(Value value, long points) {
    String text = scalars.text(value, Scalars.TEXT_MAX);
    if (text == null) {
      return null;
    }
    int space = text.indexOf(' ');
    String method = space < 0 ? "" : text.substring(0, space);
    String target = text.substring(space + 1).strip();
    if (Route.problem(method, "/") != null || !target.startsWith("/")) {
      problems.expected(value.place(), text, "a method and a path, for example GET /issue/{n}");
      return null;
    }
    return new Group.Wanted(method, target, points);
  }

  private Map<String, String> attributes(Section section) {
    Value value = section.take("attributes");
    Map<String, String> attributes = new LinkedHashMap<>();
    if (value instanceof Value.Fields fields && fields.fields().size() <= ATTRIBUTES_MAX) {
      fields.fields().forEach((name, field) -> attribute(attributes, name, field));
    } else if (value != null) {
      problems.add(
          value.place(),
          value.kind() + " (expected: a map of at most " + ATTRIBUTES_MAX + " attributes)");
    }
    return attributes;
  }

  private void attribute(Map<String, String> attributes, String name, Value.Field field) {
    Value.Scalar key = new Value.Scalar(field.key(), name, Value.Scalar.Style.QUOTED);
    String text = scalars.text(field.value(), dev.headgate.policy.registry.Registry.VALUE_MAX);
    if (name.equals("app") || name.equals("tenant")) {
      problems.add(field.key(), name + " (expected: another attribute; the group makes these)");
    } else if (scalars.attribute(key) != null && text != null) {
      attributes.put(name, text);
    }
  }
}
