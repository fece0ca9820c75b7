package dev.headgate.headers;

/**
 * Whether the cost that a field states is still the reservation or already what the call really
 * cost: the Token in {@code hg-cost-kind}. Fields leave before a streamed body has been counted.
 */
public enum CostKind {
  /** The points reserved; settling may still correct them. */
  RESERVED("reserved"),
  /** The points charged. */
  FINAL("final");

  private final String token;

  CostKind(String token) {
    this.token = token;
  }

  /** The word on the wire. */
  public String token() {
    return token;
  }
}
