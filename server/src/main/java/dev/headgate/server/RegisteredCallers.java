package dev.headgate.server;

import dev.headgate.core.identity.Caller;
import dev.headgate.policy.registry.Identification;
import dev.headgate.server.http.CallerDirectory;
import dev.headgate.server.registry.Identifier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The callers of the registry as the decision API sees them. */
record RegisteredCallers(Identifier identifier) implements CallerDirectory {
  @Override
  public @Nullable Caller caller(Map<String, String> named) {
    return switch (identifier.named(named)) {
      case Identification.Identified(Caller caller) -> caller;
      case Identification.Unknown unknown -> null;
    };
  }
}
