package dev.headgate.server.cli;

import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What all commands that call a provider have in common. */
final class ClientOptions {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The provider (docs/reference/profiles.md). Default: generic.")
  private String profile = "generic";

  @Option(names = "--app", paramLabel = "NAME", description = "The program's name. Default: app.")
  private String app = "app";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A field of every request.")
  private String[] headers = {};

  @Option(
      names = "--header-env",
      paramLabel = "NAME=VARIABLE",
      description = "A field whose value is in the environment: Authorization=API_TOKEN.")
  private Map<String, String> fromEnvironment = new LinkedHashMap<>();

  /**
   * The provider's profile.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Profile profile() {
    return Profiles.named(profile);
  }

  String app() {
    return app;
  }

  /**
   * Fields by name.
   *
   * @throws IllegalArgumentException with what was found and what is expected, without values
   */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("--header (expected: 'NAME: VALUE')");
      }
      fields.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    fromEnvironment.forEach(
        (name, variable) -> {
          String value = System.getenv(variable);
          if (value == null) {
            throw new IllegalArgumentException(
                "--header-env: " + variable + " is not set (expected: in the environment)");
          }
          fields.put(name, value);
        });
    return fields;
  }
}
