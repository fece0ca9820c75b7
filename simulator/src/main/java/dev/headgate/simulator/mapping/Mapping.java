package dev.headgate.simulator.mapping;

import dev.headgate.policy.registry.Registry;
import dev.headgate.simulator.traffic.Columns;
import dev.headgate.simulator.traffic.Format;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a log is what. Immutable.
 *
 * @param name of its file; {@link #USUAL} where there is none
 * @param version SHA-256 of its file; empty where there is none
 * @param format of the logs, or null to find it by their first lines
 * @param columns that it reads
 * @param stamping what the time means
 * @param call what of a row is the call
 * @param caller what of a row is the caller: tenant, app, user and attributes, by name
 * @param registry what is known of tenants, apps and users
 * @param costs what a call cost, by unit; the price book where nothing is said of points
 * @param keeping which calls are replayed
 * @param groups attributes of callers by which reports group apps
 */
public record Mapping(
    String name,
    String version,
    @Nullable Format format,
    Columns columns,
    Stamping stamping,
    CallParts call,
    Map<String, ValueSource> caller,
    Registry registry,
    Map<String, CostSource> costs,
    Keeping keeping,
    List<String> groups) {
  /** The name of the mapping that needs no file. */
  public static final String USUAL = "usual names";

  public Mapping {
    caller = Map.copyOf(caller);
    costs = Map.copyOf(costs);
    groups = List.copyOf(groups);
  }

  /** Whether the log says how long calls ran. */
  public boolean knowsDurations() {
    return stamping.duration() != null;
  }

  /** The same with another spread of equal stamps. */
  public Mapping with(Spread spread) {
    return new Mapping(
        name,
        version,
        format,
        columns,
        stamping.with(spread),
        call,
        caller,
        registry,
        costs,
        keeping,
        groups);
  }
}
