package dev.headgate.server.scripts;

/**
 * One request that a script makes over and over.
 *
 * @param script who
 * @param operation what
 * @param kind how
 * @param times how often so far
 * @param sinceMicros when it began, microseconds since the epoch
 */
public record Loop(Script script, String operation, Kind kind, long times, long sinceMicros) {
  /** How a loop runs away. */
  public enum Kind {
    /** The same request, faster than once a second. */
    SAME_REQUEST("makes the same request over and over"),
    /** Back again before the instant that Retry-After said. */
    IMPATIENT("comes back before Retry-After is over");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind in words. */
    public String words() {
      return words;
    }
  }

  /** The loop in words. */
  public String words() {
    return "%s %s: %s, %d times".formatted(script.name(), kind.words(), operation, times);
  }
}
