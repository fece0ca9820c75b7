package dev.headgate.server.admin;

/**
 * Who ordered something, why and until when.
 *
 * @param owner who answers for it
 * @param reason why
 * @param until instant in microseconds at which it ends
 */
public record Order(String owner, String reason, long until) {
  /** The longest owner or reason, in characters. */
  public static final int TEXT_MAX = 500;

  public Order {
    check("owner", owner);
    check("reason", reason);
  }

  private static void check(String name, String text) {
    if (text.isBlank() || text.length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          name + ": " + text.length() + " characters (expected: 1 to " + TEXT_MAX + ", not blank)");
    }
  }
}
