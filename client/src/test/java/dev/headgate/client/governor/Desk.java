package dev.headgate.client.governor;

import dev.headgate.client.call.Call;
import dev.headgate.client.listen.Note;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.Failure;
import dev.headgate.client.sim.Servers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Drives a governor by hand: time stands still until it is moved. */
final class Desk {
  static final long SECOND = 1_000_000;

  private final Governor governor;
  private final Map<Long, Outcome> ended = new LinkedHashMap<>();
  private final List<Long> sent = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private long now = 1_764_000_000 * SECOND;
  private long nextId = 1;

  Desk(Profile profile) {
    governor = new Governor(profile, GovernorSettings.USUAL);
  }

  long now() {
    return now;
  }

  long call(Call call) {
    long id = nextId++;
    tell(new Event.Arrived(id, call));
    return id;
  }

  void answer(long id, int status, Map<String, String> fields) {
    tell(new Event.Answered(id, Response.of(status, Servers.lines(fields))));
  }

  void ok(long id) {
    answer(id, 200, Map.of());
  }

  void refuse(long id) {
    answer(id, 429, Map.of());
  }

  void refuse(long id, int retryAfter) {
    answer(id, 429, Map.of("Retry-After", String.valueOf(retryAfter)));
  }

  void fail(long id, Failure failure) {
    tell(new Event.Failed(id, failure));
  }

  void leave(long id) {
    tell(new Event.Left(id));
  }

  /** Lets time pass, and the governor wake whenever it wants to. */
  void pass(double seconds) {
    long end = now + (long) (seconds * SECOND);
    while (governor.wakeAt() <= end) {
      now = Math.max(now, governor.wakeAt());
      tell(new Event.Woke());
    }
    now = end;
    tell(new Event.Woke());
  }

  /** Lets time pass until something is sent; how long that took. */
  double secondsToNextSend() {
    long start = now;
    int before = sent.size();
    while (sent.size() == before) {
      if (governor.wakeAt() == Governor.NEVER) {
        throw new AssertionError("nothing will ever be sent");
      }
      now = Math.max(now, governor.wakeAt());
      tell(new Event.Woke());
    }
    return (double) (now - start) / SECOND;
  }

  List<Long> sent() {
    return List.copyOf(sent);
  }

  /** What was sent since the last time this was asked. */
  List<Long> takeSent() {
    List<Long> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  boolean isOver(long id) {
    return ended.containsKey(id);
  }

  Outcome outcome(long id) {
    return Objects.requireNonNull(ended.get(id), "call " + id + " is not over");
  }

  List<Note> notes() {
    return notes;
  }

  Governor governor() {
    return governor;
  }

  private void tell(Event event) {
    for (Action action : governor.on(event, now)) {
      switch (action) {
        case Action.Send(long id, int attempt) -> sent.add(id);
        case Action.End(long id, Outcome outcome) -> ended.put(id, outcome);
        case Action.Tell(Note note) -> notes.add(note);
      }
    }
  }
}
