package dev.headgate.policy.openapi;

import dev.headgate.core.call.Route;
import dev.headgate.policy.Policy;
import dev.headgate.policy.read.PolicyReader;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of operations and of path parameters as a policy may have them. */
final class Names {
  private static final int DIGITS = 8;

  private Names() {}

  /**
   * The name of an operation: its id, with {@code -} for what a name cannot have; method and path
   * where it has no id. What is too long is cut and ends in a digest.
   */
  static String operation(Described operation) {
    String id = operation.id().isEmpty() ? fromRequest(operation) : operation.id();
    String name = id.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    if (name.isEmpty() || name.equals(Policy.OTHER)) {
      return distinct(name + "operation", operation);
    }
    return name.length() > Scalars.NAME_MAX ? distinct(name, operation) : name;
  }

  /** The name with a digest of the request behind it. */
  static String distinct(String name, Described operation) {
    byte[] request = operation.request().getBytes(StandardCharsets.UTF_8);
    String cut = name.substring(0, Math.min(name.length(), Scalars.NAME_MAX - DIGITS - 1));
    return cut + "-" + SourceFile.digest(request).substring(0, DIGITS);
  }

  /**
   * The template as a policy may have it: names of parameters in letters, digits and low lines,
   * each once, and none that doors give to calls by themselves.
   */
  static String template(String template) {
    StringBuilder path = new StringBuilder();
    Set<String> taken = new HashSet<>();
    for (String segment : Patterns.segments(template)) {
      boolean parameter = segment.matches("\\{[^{}]*\\}");
      path.append('/').append(parameter ? "{" + parameter(segment, taken) + "}" : segment);
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private static String parameter(String segment, Set<String> taken) {
    String name = segment.substring(1, segment.length() - 1).replaceAll("[^A-Za-z0-9_]", "_");
    String lettered = name.matches("[A-Za-z].*") ? name : "p" + name;
    String free = lettered.substring(0, Math.min(lettered.length(), 60));
    while (PolicyReader.KNOWN.contains(free) || !taken.add(free)) {
      free += "_";
    }
    return free;
  }

  /** What is wrong with a template for a policy; empty where nothing is. */
  static String problem(String method, String template) {
    String problem = Route.problem(method, template);
    return problem == null ? "" : problem;
  }

  private static String fromRequest(Described operation) {
    List<String> words =
        Patterns.segments(operation.template()).stream()
            .map(segment -> segment.replaceAll("[{}]", ""))
            .toList();
    return operation.method().toLowerCase(Locale.ROOT) + "." + String.join(".", words);
  }
}
