package dev.headgate.core.usage;

import dev.headgate.core.call.Call;

/**
 * Whose use of what: the lines of a roll-up. A part that a call does not name is empty.
 *
 * @param tenant id of the tenant
 * @param app id of the app, or of its cluster
 * @param operation name of the operation
 */
public record UsageKey(String tenant, String app, String operation) {
  /** The key of a call. */
  public static UsageKey of(Call call) {
    String tenant = call.caller().attribute("tenant");
    String app = call.caller().attribute("app");
    return new UsageKey(
        tenant == null ? "" : tenant, app == null ? "" : app, call.operation().name());
  }
}
