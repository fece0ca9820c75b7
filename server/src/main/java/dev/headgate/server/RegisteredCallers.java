package dev.headgate.server;

import dev.headgate.core.identity.Caller;
import dev.headgate.server.http.CallerDirectory;
import dev.headgate.server.registry.Identification;
import dev.headgate.server.registry.Identifier;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The callers of the registry as the decision API sees them. */
record RegisteredCallers(Identifier identifier) implements CallerDirectory {
  @Override
  public @Nullable Caller caller(Named named) {
    Map<String, String> attributes = new TreeMap<>(named.attributes());
    String tenant = named.tenant();
    if (tenant != null) {
      attributes.put("tenant", tenant);
    }
    String app = named.app();
    if (app != null) {
      attributes.put("app", app);
    }
    return switch (identifier.named(attributes)) {
      case Identification.Identified(Caller caller) -> caller;
      case Identification.Unknown unknown -> null;
    };
  }
}
