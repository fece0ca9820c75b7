package dev.headgate.core.call;

/**
 * What is called: a name from the provider's price book, the method and the product it belongs to.
 *
 * @param name stable name, unique in a policy, for example {@code getIssue}
 * @param method HTTP method or verb in upper case, for example {@code GET}
 * @param product product of the provider, for example {@code jira}; empty where there is one only
 */
public record Operation(String name, String method, String product) {
  /** The longest name, in characters. */
  public static final int NAME_MAX = 200;

  public Operation {
    if (name.isEmpty() || name.length() > NAME_MAX) {
      throw new IllegalArgumentException(
          "name: " + name.length() + " characters (expected: 1 to " + NAME_MAX + ")");
    }
  }

  /** An operation of a provider with one product. */
  public static Operation of(String name, String method) {
    return new Operation(name, method, "");
  }
}
