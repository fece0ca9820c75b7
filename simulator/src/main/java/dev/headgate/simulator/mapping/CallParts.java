package dev.headgate.simulator.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a row is the call.
 *
 * @param operation name of the operation, or null where method and path tell it
 * @param method its method
 * @param path its path with its query
 * @param status of the response, or null where the log does not say
 * @param attributes what else limits may look at, by name
 */
public record CallParts(
    @Nullable ValueSource operation,
    @Nullable ValueSource method,
    @Nullable ValueSource path,
    @Nullable ValueSource status,
    Map<String, ValueSource> attributes) {
  /** The attribute that is normalised as the gateway does. */
  public static final String ADDRESS = "address";

  public CallParts {
    attributes = Map.copyOf(attributes);
  }
}
