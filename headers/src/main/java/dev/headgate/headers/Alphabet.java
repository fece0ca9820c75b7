package dev.headgate.headers;

/**
 * The letters under which the {@code RateLimit} field states what is left and when it resets. An
 * open change of draft-ietf-httpapi-ratelimit-headers renames them, so readers know both and
 * writers are told one.
 */
public enum Alphabet {
  /** {@code r} remaining, {@code t} seconds to the reset: drafts 08 to 11, and the default. */
  R_T('r', 't'),
  /** {@code a} available, {@code w} seconds to the reset: the proposed change. */
  A_W('a', 'w');

  private final char remaining;
  private final char reset;

  Alphabet(char remaining, char reset) {
    this.remaining = remaining;
    this.reset = reset;
  }

  /** The letter of what is left. */
  public char remaining() {
    return remaining;
  }

  /** The letter of the seconds to the reset. */
  public char reset() {
    return reset;
  }
}
