package dev.headgate.testkit.provider;

import java.util.Set;

/**
 * One call that a provider was asked for, for whoever watches.
 *
 * @param call its number, from 1
 * @param at instant in microseconds since the epoch, by the provider's clock
 * @param asked the request
 * @param reply the answer
 * @param verdict what became of it
 * @param troubles that befell it
 */
public record Served(
    long call, long at, Asked asked, Reply reply, Verdict verdict, Set<Trouble> troubles) {
  /** What becomes of a call. */
  public enum Verdict {
    /** It was carried out. */
    CARRIED_OUT,
    /** Its key was used before, and it was not carried out again. */
    REPEATED,
    /** A limit or quota refused it. */
    REFUSED,
    /** Nobody helps: no access, or too dear. */
    DENIED,
    /** Trouble kept it from being looked at. */
    LOST
  }

  /** Copies. */
  public Served {
    troubles = Set.copyOf(troubles);
  }
}
