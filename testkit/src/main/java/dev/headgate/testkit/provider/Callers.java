package dev.headgate.testkit.provider;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who calls, by what a request shows: fields {@code Fake-Tenant}, {@code Fake-App}, {@code
 * Fake-Plan} and so on, else the profile's usual caller. The tenant is the origin where nobody says
 * it, the credential a number for each value of {@code Authorization} and its like. For one thread.
 */
final class Callers {
  private static final String PREFIX = "fake-";
  private static final int CREDENTIALS_MAX = 10_000;

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "x-api-key", "api-key", "cookie", "x-shopify-access-token");

  /** What a request may state and no caller has. */
  private static final Set<String> OF_CALL = Set.of("points");

  private final Map<String, String> usual;
  private final Map<String, Integer> credentials = new TreeMap<>();

  Callers(Map<String, String> usual) {
    Map<String, String> all = new TreeMap<>(Map.of("licence", "creator", "app", "app"));
    all.putAll(usual);
    this.usual = Map.copyOf(all);
  }

  Caller of(Asked asked) {
    Map<String, String> known = new TreeMap<>(usual);
    known.put("credential", credential(asked));
    known.putIfAbsent("tenant", asked.origin());
    asked
        .fields()
        .forEach(
            (name, value) -> {
              String attribute = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
              if (!attribute.isEmpty() && !value.isEmpty() && !OF_CALL.contains(attribute)) {
                known.put(attribute, value);
              }
            });
    return built(known);
  }

  private static Caller built(Map<String, String> known) {
    Caller.Builder caller = Caller.builder();
    String app = known.getOrDefault("app", "app");
    caller.app(new App(app, app, known.getOrDefault("tier", "")));
    long users = Long.parseLong(known.getOrDefault("users", "0"));
    caller.tenant(
        Tenant.of(known.getOrDefault("tenant", "tenant"), known.getOrDefault("plan", ""), users));
    Set<String> taken = Set.of("app", "tier", "tenant", "plan", "users");
    known.forEach(
        (name, value) -> {
          if (!taken.contains(name)) {
            caller.attribute(name, value);
          }
        });
    return caller.build();
  }

  /** A name for the credentials of a request, which are kept nowhere else. */
  private String credential(Asked asked) {
    StringBuilder shown = new StringBuilder();
    for (String field : CREDENTIALS.stream().sorted().toList()) {
      String value = asked.field(field);
      shown.append(value == null ? "" : field + value + "\n");
    }
    if (shown.isEmpty()) {
      return "anonymous";
    }
    if (credentials.size() >= CREDENTIALS_MAX) {
      credentials.clear();
    }
    int number = credentials.computeIfAbsent(shown.toString(), any -> credentials.size() + 1);
    return "credential-" + number;
  }
}
