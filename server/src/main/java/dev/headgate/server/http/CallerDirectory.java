package dev.headgate.server.http;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows the callers that a service names: their plans, clusters and users. Safe for all threads.
 */
@FunctionalInterface
public interface CallerDirectory {
  /**
   * A caller as a service names it.
   *
   * @param tenant id of the tenant, or null where none is named
   * @param app id of the app or of one of its copies, or null where none is named
   * @param attributes user, credential, licence and others by name; none of the derived names of
   *     {@link Caller#attribute}
   */
  record Named(@Nullable String tenant, @Nullable String app, Map<String, String> attributes) {
    public Named {
      attributes = Map.copyOf(attributes);
    }
  }

  /** The caller, or null where no such caller is admitted. */
  @Nullable Caller caller(Named named);

  /** Takes every name as it is: no plans, no copies. */
  static CallerDirectory asNamed() {
    return named -> {
      Caller.Builder caller = Caller.builder();
      if (named.tenant() != null) {
        caller.tenant(Tenant.of(named.tenant(), "", 0));
      }
      if (named.app() != null) {
        caller.app(App.of(named.app()));
      }
      named.attributes().forEach(caller::attribute);
      return caller.build();
    };
  }
}
