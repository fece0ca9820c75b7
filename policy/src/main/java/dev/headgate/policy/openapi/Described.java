package dev.headgate.policy.openapi;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.yaml.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a description has it.
 *
 * @param id its {@code operationId}; empty where it has none
 * @param method in upper case
 * @param template path template below its bases
 * @param parameters of its query, resolved
 * @param response schema of its JSON response, not resolved; null where it has none
 * @param without why it has none; empty where it has one
 * @param place where it stands
 */
record Described(
    String id,
    String method,
    String template,
    List<Value> parameters,
    @Nullable Value response,
    String without,
    Place place) {
  Described {
    parameters = List.copyOf(parameters);
  }

  /** Method and template, as a rule names them. */
  String request() {
    return method + " " + template;
  }
}
