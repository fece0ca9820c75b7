package dev.headgate.policy.registry;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a registry; all its problems at once, none of them repeating a secret. */
public final class RegistryReader {
  private static final long USERS_MAX = 1_000_000_000L;

  /** Attributes that tenants, apps and credentials give to callers. */
  private static final List<String> DERIVED =
      List.of("tenant", "app", "plan", "copy", "user", "credential", "licence");

  private final Problems problems;
  private final Scalars scalars;
  private final Map<String, Tenant> tenants = new LinkedHashMap<>();
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Map<String, RegisteredUser> users = new LinkedHashMap<>();
  private final Map<String, Caller> credentials = new LinkedHashMap<>();

  private RegistryReader(Problems problems) {
    this.problems = problems;
    scalars = new Scalars(problems);
  }

  /** The registry of a YAML file or a folder of CSV files; of no use where there are problems. */
  public static Registry read(Path file, Problems problems) {
    return read(fields(file, problems), problems);
  }

  /** What a YAML file or a folder of CSV files says, not yet understood; null with problems. */
  static Value.@Nullable Fields fields(Path file, Problems problems) {
    if (Files.isDirectory(file)) {
      return CsvFolder.read(file, problems);
    }
    Path folder = file.toAbsolutePath().resolveSibling("");
    Documents documents = new Documents(folder, problems);
    return documents.read(String.valueOf(file.getFileName()));
  }

  /** The registry of a text. */
  public static Registry readText(String name, String text, Problems problems) {
    return read(new Documents(Path.of("."), problems).readText(name, text), problems);
  }

  /** What a map says. */
  static Registry read(Value.@Nullable Fields root, Problems problems) {
    if (root == null) {
      return Registry.EMPTY;
    }
    RegistryReader reader = new RegistryReader(problems);
    Section section = new Section(root, problems);
    reader.each(section, RegistryTable.TENANTS, reader::tenant);
    reader.each(section, RegistryTable.APPS, reader::app);
    reader.each(section, RegistryTable.USERS, reader::user);
    reader.each(section, RegistryTable.CREDENTIALS, reader::credential);
    section.finish();
    return new Registry(reader.tenants, reader.apps, reader.users, reader.credentials);
  }

  /** Reads one entry of a map. */
  private interface Entry {
    void read(String id, Section section);
  }

  private void each(Section root, RegistryTable table, Entry entry) {
    Value value = root.take(table.key());
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
                  named(table, id, field) ? Section.of(field.value(), problems) : null;
              if (section != null) {
                entry.read(id, section);
                section.finish();
              }
            });
  }

  /** Users have the ids that their directory gives them, such as addresses. */
  private boolean named(RegistryTable table, String id, Value.Field field) {
    return table == RegistryTable.USERS
        ? text(new Value.Scalar(field.key(), id, Value.Scalar.Style.QUOTED)) != null
        : scalars.name(id, field) != null;
  }

  private void user(String id, Section section) {
    Tenant tenant = known(section, "tenant", tenants);
    Map<String, String> attributes = new TreeMap<>();
    keep(attributes, "licence", text(section.take("licence")));
    others(section, attributes);
    users.put(id, new RegisteredUser(tenant == null ? null : tenant.id(), attributes));
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
    Map<String, String> attributes = new TreeMap<>();
    String user = text(section.take("user"));
    keep(attributes, "user", user);
    keep(attributes, "licence", text(section.take("licence")));
    others(section, attributes);
    RegisteredUser registered = user == null ? null : users.get(user);
    if (registered != null && registered.belongsTo(tenant == null ? null : tenant.id())) {
      attributes.putAll(registered.attributes());
    }
    attributes.forEach(caller::attribute);
    if (hash != null && credentials.putIfAbsent(hash, caller.build()) != null) {
      problems.add(section.place("sha256"), "the same hash twice (expected: once)");
    }
  }

  private void others(Section section, Map<String, String> attributes) {
    Value value = section.take("attributes");
    Section others = value == null ? null : Section.of(value, problems);
    if (others == null) {
      return;
    }
    others
        .fields()
        .fields()
        .forEach(
            (name, field) -> {
              if (ours(name, field)) {
                keep(attributes, name, text(field.value()));
              }
            });
    if (attributes.size() > RegisteredUser.ATTRIBUTES_MAX) {
      problems.add(
          others.place(),
          attributes.size()
              + " attributes (expected: at most "
              + RegisteredUser.ATTRIBUTES_MAX
              + ")");
      attributes.clear();
    }
  }

  /** Whether an attribute is the provider's own; a problem where it is not. */
  private boolean ours(String name, Value.Field field) {
    Value.Scalar written = new Value.Scalar(field.key(), name, Value.Scalar.Style.QUOTED);
    if (scalars.attribute(written) == null) {
      return false;
    }
    if (DERIVED.contains(name)) {
      problems.expected(field.key(), name, "none of " + String.join(", ", DERIVED));
      return false;
    }
    return true;
  }

  private static void keep(Map<String, String> attributes, String name, @Nullable String value) {
    if (value != null) {
      attributes.put(name, value);
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
    return value == null ? null : scalars.text(value, Registry.VALUE_MAX);
  }

  private @Nullable Long whole(Section section, String key, long from, long to) {
    Value value = section.take(key);
    return value == null ? null : scalars.whole(value, from, to);
  }
}
