package dev.headgate.testkit.cases;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Callers;
import dev.headgate.policy.registry.Identification;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads who calls. Where the cases name a registry, callers are tenants, apps and users of it; else
 * what a registry would say of them stands in the cases.
 */
final class CallerReader {
  private static final long USERS_MAX = 1_000_000_000L;
  private static final List<String> TOLD = List.of("tenant", "app", "plan", "copy", "user");

  private final Entries entries;
  private final Problems problems;
  private final @Nullable Registry registry;
  private final Callers registered = new Callers();
  private final Map<String, Caller> callers = new LinkedHashMap<>();

  CallerReader(Entries entries, @Nullable Registry registry) {
    this.entries = entries;
    problems = entries.problems();
    this.registry = registry;
  }

  /** Callers by name. */
  Map<String, Caller> read(@Nullable Value value) {
    entries.each(value, (name, field) -> read(name, field.value()));
    return callers;
  }

  private void read(String name, Value value) {
    Section section = Section.of(value, problems);
    if (section != null) {
      callers.put(name, registry == null ? stated(section) : known(section, registry));
      section.finish();
    }
  }

  private Caller stated(Section section) {
    Caller.Builder caller = Caller.builder();
    String tenant = entries.text(section, "tenant");
    String plan = entries.text(section, "plan");
    long users = entries.whole(section, "users", 0, USERS_MAX);
    ZoneId zone = zone(section);
    if (!tenant.isEmpty()) {
      caller.tenant(new Tenant(tenant, plan, users, zone, 1));
    }
    String app = entries.text(section, "app");
    String tier = entries.text(section, "tier");
    if (!app.isEmpty()) {
      caller.app(new App(app, app, tier));
    }
    String user = entries.text(section, "user");
    if (!user.isEmpty()) {
      caller.user(user);
    }
    attributes(section).forEach(caller::attribute);
    return caller.build();
  }

  private Caller known(Section section, Registry known) {
    Map<String, String> named = attributes(section);
    for (String key : List.of("tenant", "app", "user")) {
      String id = entries.text(section, key);
      if (!id.isEmpty()) {
        named.put(key, id);
      }
    }
    return switch (registered.of(named, known, false)) {
      case Identification.Identified(Caller caller) -> caller;
      case Identification.Unknown unknown -> {
        problems.add(section.place(), unknown.detail() + " (expected: it is in the registry)");
        yield Caller.ANONYMOUS;
      }
    };
  }

  private Map<String, String> attributes(Section section) {
    Value value = section.take("attributes");
    Map<String, String> attributes = new LinkedHashMap<>();
    entries.each(
        value,
        (name, field) -> {
          Value.Scalar written = new Value.Scalar(field.key(), name, Value.Scalar.Style.QUOTED);
          String text = entries.scalars().text(field.value(), Registry.VALUE_MAX);
          if (TOLD.contains(name)) {
            problems.expected(field.key(), name, "none of " + String.join(", ", TOLD));
          } else if (text != null && entries.scalars().attribute(written) != null) {
            attributes.put(name, text);
          }
        });
    if (value != null && attributes.size() >= Caller.Builder.ATTRIBUTES_MAX) {
      problems.add(
          value.place(),
          attributes.size() + " attributes (expected: < " + Caller.Builder.ATTRIBUTES_MAX + ")");
      attributes.clear();
    }
    return attributes;
  }

  private ZoneId zone(Section section) {
    Value value = section.take("zone");
    String zone = value == null ? null : entries.scalars().text(value, Scalars.NAME_MAX);
    if (value == null || zone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      problems.expected(value.place(), zone, "a time zone, for example Europe/Berlin or UTC");
      return ZoneOffset.UTC;
    }
  }
}
