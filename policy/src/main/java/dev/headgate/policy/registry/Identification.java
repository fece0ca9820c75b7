package dev.headgate.policy.registry;

import dev.headgate.core.identity.Caller;

/** The answer to the question who is calling. */
public sealed interface Identification {
  /** The caller is known. */
  record Identified(Caller caller) implements Identification {}

  /**
   * The caller is not known; answered with 401.
   *
   * @param reason stable word for programs, for example {@code token-expired}
   * @param detail a sentence for people that repeats no secret
   */
  record Unknown(String reason, String detail) implements Identification {}
}
