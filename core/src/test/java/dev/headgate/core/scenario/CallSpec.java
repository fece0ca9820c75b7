package dev.headgate.core.scenario;

import org.jspecify.annotations.Nullable;

/**
 * A call in plain words.
 *
 * @param app who calls
 * @param issue what is called
 * @param points what is reserved
 * @param least what it costs at least, at most {@code points}
 * @param id its own id, or null
 */
public record CallSpec(String app, String issue, long points, long least, @Nullable String id) {
  /** The cost reserved in a unit. */
  public long cost(String unit) {
    return unit.equals("points") ? points : 1;
  }

  /** The least cost in a unit. */
  public long least(String unit) {
    return unit.equals("points") ? least : 1;
  }

  /** The value of an attribute. */
  public String attribute(String name) {
    return name.equals("app") ? app : issue;
  }
}
