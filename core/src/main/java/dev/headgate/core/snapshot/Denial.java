package dev.headgate.core.snapshot;

/**
 * Why no retry helps.
 *
 * @param kind what kind of refusal
 * @param reason stable reason for programs
 * @param detail a sentence for people: what was found and what is expected
 */
public record Denial(Kind kind, String reason, String detail) {
  /** Kinds of refusal that no waiting changes. */
  public enum Kind {
    /** A gate: licence, access list, API family. */
    GATE,
    /** The least it costs is above what a limit can ever give. */
    TOO_DEAR,
    /** The call lacks an attribute that a rule's key needs, or has one that is too long for it. */
    INCOMPLETE,
    /** The idempotency id was used with another call. */
    ID_REUSED
  }
}
