package dev.headgate.client.profile;

/** What a gate counts. */
public enum Unit {
  /** Each call is one. */
  REQUESTS,
  /** Each call is its price. */
  POINTS
}
