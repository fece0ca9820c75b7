package dev.headgate.client.http;

import dev.headgate.client.call.Call;
import dev.headgate.client.governor.Action;
import dev.headgate.client.governor.Event;
import dev.headgate.client.governor.GateView;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.listen.Listener;
import dev.headgate.client.listen.Note;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives a governor for many threads: one event at a time under a lock, what follows outside of it.
 * Wakes the governor when it wants to be.
 */
final class Dispatcher implements AutoCloseable {
  /** What the governor sends and ends. */
  interface Sendable {
    /** Send it now. */
    void send();

    /** It is over, without a response that was just read. */
    void ended(Outcome outcome);

    /** Nobody will ever send it. */
    void closed();

    /** Something happened to it. */
    void told(Note note);
  }

  private final Governor governor;
  private final LongSupplier time;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Sendable> calls = new HashMap<>();
  private final ScheduledThreadPoolExecutor timer;
  private @Nullable ScheduledFuture<?> alarm;
  private long alarmAt = Governor.NEVER;
  private long nextId;
  private boolean closed;

  Dispatcher(Governor governor, LongSupplier time, Listener listener) {
    this.governor = governor;
    this.time = time;
    this.listener = listener;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("headgate-client-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Takes a call; its id is given to {@code known} before anything can happen to it. */
  void submit(Call call, Sendable sendable, java.util.function.LongConsumer known) {
    List<Action> actions;
    List<Sendable> whose = new ArrayList<>();
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the client is closed");
      }
      long id = nextId++;
      calls.put(id, sendable);
      known.accept(id);
      actions = step(new Event.Arrived(id, call), whose);
    } finally {
      lock.unlock();
    }
    carryOut(actions, whose);
  }

  /** The head of a response; how the call ended by it, or null if it will be sent again. */
  @Nullable Outcome answered(long id, Response response) {
    List<Action> actions;
    List<Sendable> whose = new ArrayList<>();
    Outcome own = null;
    lock.lock();
    try {
      if (!calls.containsKey(id)) {
        return null;
      }
      actions = new ArrayList<>(step(new Event.Answered(id, response), whose));
      for (int i = actions.size() - 1; i >= 0; i--) {
        if (actions.get(i) instanceof Action.End(long ended, Outcome outcome) && ended == id) {
          own = outcome;
          actions.remove(i);
          whose.remove(i);
        }
      }
    } finally {
      lock.unlock();
    }
    carryOut(actions, whose);
    return own;
  }

  void failed(long id, Failure failure) {
    tell(id, new Event.Failed(id, failure));
  }

  void left(long id) {
    tell(id, new Event.Left(id));
  }

  List<GateView> views() {
    lock.lock();
    try {
      return governor.views();
    } finally {
      lock.unlock();
    }
  }

  long now() {
    return time.getAsLong();
  }

  /** Takes no more calls, and cancels those that are not over. */
  @Override
  public void close() {
    List<Sendable> open;
    lock.lock();
    try {
      closed = true;
      open = List.copyOf(calls.values());
    } finally {
      lock.unlock();
    }
    timer.shutdownNow();
    open.forEach(Sendable::closed);
  }

  private void tell(long id, Event event) {
    List<Action> actions;
    List<Sendable> whose = new ArrayList<>();
    lock.lock();
    try {
      if (!calls.containsKey(id)) {
        return;
      }
      if (event instanceof Event.Left) {
        calls.remove(id);
      }
      actions = step(event, whose);
    } finally {
      lock.unlock();
    }
    carryOut(actions, whose);
  }

  private void wake() {
    List<Action> actions;
    List<Sendable> whose = new ArrayList<>();
    lock.lock();
    try {
      alarmAt = Governor.NEVER;
      actions = step(new Event.Woke(), whose);
    } finally {
      lock.unlock();
    }
    carryOut(actions, whose);
  }

  /** Under the lock: what the governor wants, and the call that each action is about. */
  private List<Action> step(Event event, List<Sendable> whose) {
    long now = time.getAsLong();
    List<Action> actions = governor.on(event, now);
    for (Action action : actions) {
      whose.add(
          switch (action) {
            case Action.Send(long id, int attempt) -> Objects.requireNonNull(calls.get(id));
            case Action.End(long id, Outcome outcome) -> Objects.requireNonNull(calls.remove(id));
            case Action.Tell(Note note) -> whose(note);
          });
    }
    schedule(now);
    return actions;
  }

  private static final Sendable NOBODY =
      new Sendable() {
        @Override
        public void send() {}

        @Override
        public void ended(Outcome outcome) {}

        @Override
        public void closed() {}

        @Override
        public void told(Note note) {}
      };

  private Sendable whose(Note note) {
    Long id = about(note);
    Sendable known = id == null ? null : calls.get(id);
    return known == null ? NOBODY : known;
  }

  /** The call that a note is about; null if it is about none. */
  private static @Nullable Long about(Note note) {
    return switch (note) {
      case Note.Waiting waiting -> Long.valueOf(waiting.call());
      case Note.Sent sent -> Long.valueOf(sent.call());
      case Note.Refused refused -> Long.valueOf(refused.call());
      case Note.Retrying retrying -> Long.valueOf(retrying.call());
      case Note.Ignored ignored -> Long.valueOf(ignored.call());
      case Note.Ended ended -> Long.valueOf(ended.call());
      case Note.RunningDry dry -> null;
    };
  }

  private void schedule(long now) {
    long wakeAt = governor.wakeAt();
    if (wakeAt == alarmAt || closed) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    alarmAt = wakeAt;
    if (wakeAt != Governor.NEVER) {
      long delay = Math.max(0, wakeAt - now);
      alarm = timer.schedule(this::wake, delay, TimeUnit.MICROSECONDS);
    }
  }

  /** Tells first: who is told that a call was sent hears it before the call can be answered. */
  private void carryOut(List<Action> actions, List<Sendable> whose) {
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i) instanceof Action.Tell(Note note)) {
        listener.happened(note);
        whose.get(i).told(note);
      }
    }
    for (int i = 0; i < actions.size(); i++) {
      switch (actions.get(i)) {
        case Action.Send send -> whose.get(i).send();
        case Action.End(long id, Outcome outcome) -> whose.get(i).ended(outcome);
        case Action.Tell tell -> {}
      }
    }
  }
}
