package dev.headgate.core.snapshot;

/** How far a rule is rolled out for a caller. */
public enum Phase {
  /** Not looked at. */
  OFF,
  /** Counted, never shown and never enforced. */
  OBSERVE,
  /** Counted and shown to the caller as announced, never enforced. */
  ADVERTISE,
  /** Decides. */
  ENFORCE;

  /** Whether a claim in this phase decides. */
  public boolean binds() {
    return this == ENFORCE;
  }
}
