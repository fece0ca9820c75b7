package dev.headgate.server.observe;

import java.util.Set;

/** Counts the answers of the gateway by method, since its paths are the callers'. Thread-safe. */
public final class GatewayCounts {
  private static final String DOOR = "gateway";
  private static final String OTHER = "other";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Metrics metrics;

  /** Counts among the metrics of a server. */
  public GatewayCounts(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Counts an answer; a method that is not well known counts as {@code other}. */
  public void answered(String method, int status, long micros) {
    metrics.answered(DOOR, METHODS.contains(method) ? method : OTHER, status, micros * 1_000);
  }
}
