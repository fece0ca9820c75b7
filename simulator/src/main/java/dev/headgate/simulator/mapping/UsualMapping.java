package dev.headgate.simulator.mapping;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.registry.Registry;
import dev.headgate.simulator.traffic.Columns;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of a log whose columns have the usual names: {@code time}, {@code method}, {@code
 * path} or {@code operation}, {@code status}, {@code address}, {@code tenant}, {@code app}, {@code
 * user} and {@code points}. What is not there is not mapped.
 */
public final class UsualMapping {
  private static final List<String> CALLER = List.of("tenant", "app", "user");

  private UsualMapping() {}

  /** The mapping, or null where the columns do not tell time and call. */
  public static @Nullable Mapping of(Collection<String> names) {
    boolean tells =
        names.contains("time") && (names.contains("path") || names.contains("operation"));
    if (!tells) {
      return null;
    }
    Reading reading = new Reading(names);
    Stamping stamping =
        new Stamping(
            reading.needed("time"),
            ZoneOffset.UTC,
            false,
            Spread.EVEN,
            MappingReader.WINDOW,
            null,
            1);
    CallParts parts =
        new CallParts(
            names.contains("path") ? null : reading.optional("operation"),
            reading.optional("method"),
            reading.optional("path"),
            reading.optional("status"),
            reading.all(List.of(CallParts.ADDRESS)));
    Map<String, ValueSource> caller = reading.all(CALLER);
    ValueSource points = reading.optional("points");
    return new Mapping(
        Mapping.USUAL,
        "",
        null,
        reading.columns.build(),
        stamping,
        parts,
        caller,
        Registry.EMPTY,
        points == null ? Map.of() : Map.of("points", new CostSource.Stated(points, 1)),
        Keeping.ALL,
        List.of());
  }

  private static final class Reading {
    private final Collection<String> names;
    private final Columns.Builder columns = new Columns.Builder();

    Reading(Collection<String> names) {
      this.names = names;
    }

    ValueSource needed(String name) {
      Place place = Place.file(Mapping.USUAL);
      return new ValueSource.Column(columns.ordinal(name, place), null);
    }

    @Nullable ValueSource optional(String name) {
      return names.contains(name) ? needed(name) : null;
    }

    Map<String, ValueSource> all(List<String> wanted) {
      Map<String, ValueSource> found = new LinkedHashMap<>();
      for (String name : wanted) {
        ValueSource source = optional(name);
        if (source != null) {
          found.put(name, source);
        }
      }
      return found;
    }
  }
}
