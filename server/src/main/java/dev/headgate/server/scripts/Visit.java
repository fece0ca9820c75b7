package dev.headgate.server.scripts;

import dev.headgate.client.listen.Cause;
import dev.headgate.client.listen.Follower;
import dev.headgate.client.listen.Note;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One request of a script, from its coming to its end. Hears notes on any thread. */
public final class Visit implements Follower {
  /** How a visit ended. */
  public enum End {
    /** With an answer of the upstream, or the word that there is none. */
    ANSWERED,
    /** With 429 of the proxy's own. */
    TURNED_AWAY,
    /** Its caller left. */
    LEFT
  }

  private final Script script;
  private final String operation;
  private final long cameAt;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicLong waited = new AtomicLong();
  private volatile Note.@Nullable Waiting waiting;

  /**
   * A request that has just come.
   *
   * @param operation method and shape of the path
   * @param cameAt microseconds since the epoch
   */
  public Visit(Script script, String operation, long cameAt) {
    this.script = script;
    this.operation = operation;
    this.cameAt = cameAt;
  }

  @Override
  public void happened(Note note, boolean pays) {
    switch (note) {
      case Note.Waiting now -> waiting = now;
      case Note.Sent(long call, int attempt, long micros) -> {
        waiting = null;
        waited.set(micros);
        sent.addAndGet(pays ? 1 : 0);
      }
      case Note.Refused refusal -> refused.addAndGet(pays ? 1 : 0);
      case Note.Retrying(long call, String failure, int retry, long at) ->
          waiting = new Note.Waiting(call, "its retry", Cause.BACKOFF, at, 0);
      case Note.RunningDry dry -> {}
      case Note.Ignored ignored -> {}
      case Note.Ended ended -> {}
    }
  }

  /** Scripts take turns, however many calls each has. */
  @Override
  public String line() {
    return script.name();
  }

  /** Who calls, in words. */
  public String caller() {
    return script.name();
  }

  Script script() {
    return script;
  }

  String operation() {
    return operation;
  }

  long cameAt() {
    return cameAt;
  }

  /** Why and where it waits; null if it does not. */
  Note.@Nullable Waiting waiting() {
    return waiting;
  }

  /** What it adds to the sums. */
  Counts counts(End end, long now) {
    boolean answered = end == End.ANSWERED;
    boolean own = sent.get() > 0;
    return new Counts(
        new Counts.Made(1, sent.get(), refused.get()),
        end == End.TURNED_AWAY ? 1 : 0,
        answered && !own ? 1 : 0,
        end == End.LEFT ? 1 : 0,
        own || answered ? waited.get() : now - cameAt);
  }
}
