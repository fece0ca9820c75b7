package dev.headgate.server.registry;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a registry file; all its problems at once, none of them repeating a secret. */
public final class RegistryReader {
  private static final long USERS_MAX = 1_000_000_000L;

  private final Problems problems;
  private final Scalars scalars;
  private final Map<String, Tenant> tenants = new LinkedHashMap<>();
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Map<String, Caller> credentials = new LinkedHashMap<>();

  private RegistryReader(Problems problems) {
    this.problems = problems;
    scalars = new Scalars(problems);
  }

  /** The registry of a file; empty, with problems, where there are any. */
  public static Registry read(Path file, Problems problems) {
    Path folder = file.toAbsolutePath().resolveSibling("");
    Documents documents = new Documents(folder, problems);
    return read(documents.read(String.valueOf(file.getFileName())), problems);
  }

  /** The registry of a text. */
  public static Registry readText(String name, String text, Problems problems) {
    return read(new Documents(Path.of("."), problems).readText(name, text), problems);
  }

  private static Registry read(Value.@Nullable Fields root, Problems problems) {
    if (root == null) {
      return Registry.EMPTY;
    }
    RegistryReader reader = new RegistryReader(problems);
    Section section = new Section(root, problems);
    reader.each(section, "tenants", reader::tenant);
    reader.each(section, "apps", reader::app);
    reader.each(section, "credentials", reader::credential);
    section.finish();
    return new Registry(reader.tenants, reader.apps, reader.credentials);
  }

  /** Reads one entry of a map. */
  private interface Entry {
    void read(String id, Section section);
  }

  private void each(Section root, String key, Entry entry) {
    Value value = root.take(key);
    Section entries = value == null ? null : Section.of(value, problems);
    if (entries == null) {
      return;
    }
    if (entries.fields().fields().size() > Registry.ENTRIES_MAX) {
      problems.add(entries.place(), "too many (expected: at most " + Registry.ENTRIES_MAX + ")");
      return;
    }
    entries
        .fields()
        .fields()
        .forEach(
            (id, field) -> {
              Section section =
                  scalars.name(id, field) == null ? null : Section.of(field.value(), problems);
              if (section != null) {
                entry.read(id, section);
                section.finish();
              }
            });
  }

  private void tenant(String id, Section section) {
    String plan = name(section, "plan");
    Long users = whole(section, "users", 0, USERS_MAX);
    Long billingDay = whole(section, "billingDay", 1, 31);
    tenants.put(
        id,
        new Tenant(
            id,
            plan == null ? "" : plan,
            users == null ? 0 : users,
            zone(section),
            billingDay == null ? 1 : Math.toIntExact(billingDay)));
  }

  private ZoneId zone(Section section) {
    Value value = section.take("zone");
    String zone = value == null ? null : scalars.text(value, Scalars.NAME_MAX);
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

  private void app(String id, Section section) {
    String cluster = name(section, "cluster");
    String tier = name(section, "tier");
    apps.put(id, new App(id, cluster == null ? id : cluster, tier == null ? "" : tier));
  }

  private void credential(String id, Section section) {
    String hash = hash(section);
    Caller.Builder caller = Caller.builder().attribute("credential", id);
    Tenant tenant = known(section, "tenant", tenants);
    if (tenant != null) {
      caller.tenant(tenant);
    }
    App app = known(section, "app", apps);
    if (app != null) {
      caller.app(app);
    }
    attribute(caller, "user", text(section.take("user")));
    attribute(caller, "licence", text(section.take("licence")));
    others(section, caller);
    if (hash != null && credentials.putIfAbsent(hash, caller.build()) != null) {
      problems.add(section.place("sha256"), "the same hash twice (expected: once)");
    }
  }

  private void others(Section section, Caller.Builder caller) {
    Value value = section.take("attributes");
    Section attributes = value == null ? null : Section.of(value, problems);
    if (attributes == null) {
      return;
    }
    for (Map.Entry<String, Value.Field> entry : attributes.fields().fields().entrySet()) {
      Place place = entry.getValue().key();
      try {
        attribute(caller, entry.getKey(), text(entry.getValue().value()));
      } catch (IllegalArgumentException refused) {
        problems.add(place, String.valueOf(refused.getMessage()));
      }
    }
  }

  private static void attribute(Caller.Builder caller, String name, @Nullable String value) {
    if (value != null) {
      caller.attribute(name, value);
    }
  }

  private @Nullable String hash(Section section) {
    Value value = section.need("sha256");
    String hash = value == null ? null : scalars.text(value, Secrets.HASH_DIGITS);
    if (value == null || hash == null) {
      return null;
    }
    if (!hash.matches("[0-9a-f]{" + Secrets.HASH_DIGITS + "}")) {
      problems.add(
          value.place(),
          hash.length() + " characters (expected: 64 hexadecimal digits in lower case)",
          "printf %s \"$KEY\" | sha256sum");
      return null;
    }
    return hash;
  }

  private <T> @Nullable T known(Section section, String key, Map<String, T> entries) {
    String id = name(section, key);
    T entry = id == null ? null : entries.get(id);
    if (id != null && entry == null) {
      problems.add(
          section.place(key),
          Problems.quote(id) + " (expected: one of the " + key + "s of this registry)",
          dev.headgate.policy.problem.Nearest.hint(id, entries.keySet()));
    }
    return entry;
  }

  private @Nullable String name(Section section, String key) {
    Value value = section.take(key);
    return value == null ? null : scalars.name(value);
  }

  private @Nullable String text(@Nullable Value value) {
    return value == null ? null : scalars.text(value, Pattern.VALUE_MAX);
  }

  private @Nullable Long whole(Section section, String key, long from, long to) {
    Value value = section.take(key);
    return value == null ? null : scalars.whole(value, from, to);
  }
}
