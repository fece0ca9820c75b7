package dev.headgate.server.http;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.util.Map;

/** Takes every caller as it is named: no plans, no copies. */
final class NamedCallers implements CallerDirectory {
  @Override
  public Caller caller(Map<String, String> named) {
    Caller.Builder caller = Caller.builder();
    named.forEach(
        (name, value) -> {
          switch (name) {
            case "tenant" -> caller.tenant(Tenant.of(value, "", 0));
            case "app" -> caller.app(App.of(value));
            default -> caller.attribute(name, value);
          }
        });
    return caller.build();
  }
}
