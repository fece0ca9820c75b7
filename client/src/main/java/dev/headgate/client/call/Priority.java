package dev.headgate.client.call;

/**
 * How much a call matters where calls wait. Weights, not ranks: of two kinds that always wait, the
 * heavier gets proportionally more, and the lighter is never starved.
 */
public enum Priority {
  /** Somebody is looking at a screen. */
  INTERACTIVE(16),
  /** The usual. */
  NORMAL(4),
  /** Nobody waits for it. */
  BACKGROUND(1);

  private final int weight;

  Priority(int weight) {
    this.weight = weight;
  }

  /** Its part beside others that wait, at least 1. */
  public int weight() {
    return weight;
  }
}
