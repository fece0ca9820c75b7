package dev.headgate.client.call;

import java.util.Set;

/** What the methods of HTTP promise (RFC 9110, sections 9.2.1 and 9.2.2). Stateless. */
public final class Methods {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> REPEATABLE = Set.of("PUT", "DELETE");

  private Methods() {}

  /** Whether the method only reads. */
  public static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  /** Whether doing it twice is the same as doing it once. */
  public static boolean isIdempotent(String method) {
    return isSafe(method) || REPEATABLE.contains(method);
  }
}
