package dev.headgate.server.http;

/** What a caller of this API may do. */
public enum Right {
  /** Ask, settle, release, explain and look up. */
  DECIDE("decide"),
  /** Read the metrics. */
  METRICS("metrics"),
  /** See the policy, override it, reset counters and read the audit log. */
  ADMIN("admin");

  private final String word;

  Right(String word) {
    this.word = word;
  }

  /** The right as it stands in settings and answers. */
  public String word() {
    return word;
  }
}
