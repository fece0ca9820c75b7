package dev.headgate.server.http;

import java.util.Set;

/**
 * A caller of this API.
 *
 * @param name stable name, written to the audit log
 * @param rights what it may do
 */
public record Principal(String name, Set<Right> rights) {
  public Principal {
    rights = Set.copyOf(rights);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name: \"\" (expected: not empty)");
    }
  }

  /** Whether it has a right. */
  public boolean may(Right right) {
    return rights.contains(right);
  }
}
