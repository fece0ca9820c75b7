package dev.headgate.server.http;

import dev.headgate.core.identity.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows the callers that a service names: their plans, clusters and users. Safe for all threads.
 */
@FunctionalInterface
public interface CallerDirectory {
  /**
   * The caller, or null where no such caller is admitted.
   *
   * @param named ids of tenant and app, if named, and user, credential, licence and others by name;
   *     neither {@code plan} nor {@code copy}, which follow from tenant and app. Not changed, and
   *     not kept.
   */
  @Nullable Caller caller(Map<String, String> named);
}
