package dev.headgate.client.listen;

/** One thing that happened. Instants and durations are in microseconds. */
public sealed interface Note {

  /**
   * A call waits.
   *
   * @param call its id
   * @param gate where
   * @param cause why
   * @param until when it may go on, as far as is known now
   * @param ahead how many calls are before it
   */
  record Waiting(long call, String gate, Cause cause, long until, int ahead) implements Note {
    /** The note in words. */
    public String words(long now) {
      String time =
          until == Long.MAX_VALUE
              ? "until an answer comes"
              : "for about %.1f s".formatted(Math.max(0, until - now) / 1e6);
      return "waits at %s %s: %s; %d ahead".formatted(gate, time, cause.words(), ahead);
    }
  }

  /** A call was sent, for the so-manieth time, after so long. */
  record Sent(long call, int attempt, long waited) implements Note {}

  /** The server refused a call and closed a gate. */
  record Refused(long call, String gate, String reason, long until) implements Note {}

  /** An attempt failed, and the call will be sent again. */
  record Retrying(long call, String failure, int retry, long at) implements Note {}

  /** At the present rate a quota will be used up before its reset. */
  record RunningDry(String gate, double perSecond, long at, long resetAt) implements Note {}

  /** A field of a response could not be understood. */
  record Ignored(long call, String problem) implements Note {}

  /** A call is over. */
  record Ended(long call, String outcome, int attempts) implements Note {}
}
