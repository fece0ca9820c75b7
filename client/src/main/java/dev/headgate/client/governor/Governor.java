package dev.headgate.client.governor;

import dev.headgate.client.call.Call;
import dev.headgate.client.governor.Waiter.State;
import dev.headgate.client.listen.Cause;
import dev.headgate.client.listen.Note;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.Failure;
import dev.headgate.client.share.Shares;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides when calls are sent and whether they are sent again; the package says how it is driven.
 * Belongs to one thread at a time.
 */
public final class Governor {
  /** No alarm: nothing happens until the next event. */
  public static final long NEVER = Gate.NEVER;

  /** A call that moved so often between queues may keep gates for itself. */
  private static final int MOVES_MAX = 3;

  /** A gate is kept for a call at most so long. */
  private static final long KEPT_MAX_MICROS = 1_000_000;

  /** One tenant fills at most one part in so many of what may wait. */
  private static final int TENANT_PARTS = 4;

  private final GovernorSettings settings;
  private final Gates gates;
  private final Aftermath aftermath;
  private final Map<Long, Waiter> calls = new HashMap<>();
  private final Alarms alarms = new Alarms();
  private List<Action> actions = new ArrayList<>();
  private long now = Long.MIN_VALUE;
  private long order;

  /** A governor of a provider's calls that shares its budgets with nobody. */
  public Governor(Profile profile, GovernorSettings settings) {
    this(profile, settings, Shares.ALONE);
  }

  /** A governor of a provider's calls that shares budgets through a port. */
  public Governor(Profile profile, GovernorSettings settings, Shares shares) {
    this.settings = settings;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
    this.gates = new Gates(profile, shares, settings, random);
    this.aftermath = new Aftermath(profile, gates, random);
  }

  /**
   * Takes an event, and says what is to be done, in this order.
   *
   * @param nowMicros the present instant, microseconds since the epoch
   * @throws IllegalArgumentException if the id is unknown, or known where it must be new
   */
  public List<Action> on(Event event, long nowMicros) {
    now = Math.max(now, nowMicros);
    if (event instanceof Event.Left(long id)) {
      // Before anything that time alone would do: what nobody wants must not be sent.
      left(id);
    }
    ring();
    switch (event) {
      case Event.Arrived(long id, Call call) -> arrived(id, call);
      case Event.Answered(long id, Response response) -> answered(underWay(id), response);
      case Event.Failed(long id, Failure failure) -> failed(underWay(id), failure);
      case Event.Left left -> {}
      case Event.Woke woke -> {}
    }
    List<Action> done = actions;
    actions = new ArrayList<>();
    return done;
  }

  /** When to call again at the latest; {@link #NEVER} if nothing is due by time alone. */
  public long wakeAt() {
    return alarms.next();
  }

  /** How many calls are not over. */
  public int size() {
    return calls.size();
  }

  /** How the gates stand. */
  public List<GateView> views() {
    return gates.views(now);
  }

  private void arrived(long id, Call call) {
    if (calls.containsKey(id)) {
      throw new IllegalArgumentException("id: " + id + " (expected: one that is not in use)");
    }
    Waiter waiter = new Waiter(id, call, order++, now);
    if (calls.size() >= settings.waitingMax()) {
      end(waiter, new Outcome.RetryLater(now + 1, Outcome.Reason.QUEUE_FULL, "waiting"));
      return;
    }
    calls.put(id, waiter);
    admit(waiter);
  }

  private void left(long id) {
    Waiter waiter = calls.remove(id);
    if (waiter == null) {
      return;
    }
    State state = waiter.state;
    waiter.state = State.OVER;
    if (state == State.UNDER_WAY) {
      List<Gate> passed = waiter.gates;
      release(waiter);
      passed.forEach(this::pump);
    }
    Gate queuedAt = waiter.queuedAt;
    if (queuedAt != null) {
      unqueue(waiter, queuedAt);
      pump(queuedAt);
    }
  }

  private void answered(Waiter waiter, Response response) {
    List<Gate> passed = waiter.gates;
    release(waiter);
    Verdict verdict = aftermath.answered(waiter, response, passed, now);
    verdict.notes().forEach(this::tell);
    follow(waiter, verdict);
    passed.forEach(this::pump);
  }

  private void failed(Waiter waiter, Failure failure) {
    List<Gate> passed = waiter.gates;
    release(waiter);
    Verdict verdict = aftermath.failed(waiter, failure, now);
    verdict.notes().forEach(this::tell);
    follow(waiter, verdict);
    passed.forEach(this::pump);
  }

  private void follow(Waiter waiter, Verdict verdict) {
    switch (verdict.next()) {
      case Verdict.Over(Outcome outcome) -> end(waiter, outcome);
      case Verdict.Again(long at) -> {
        waiter.state = State.RESTING;
        alarms.set(waiter, at);
      }
    }
  }

  /** Sends a call, or puts it into the queue of the gate that opens last. */
  private void admit(Waiter waiter) {
    List<Gate> passed = gates.of(waiter.call, now);
    Gate shut = shut(waiter, passed);
    if (shut == null) {
      send(waiter, passed);
      return;
    }
    long at = shut.opensAt(waiter, now);
    long expected = expected(shut, waiter, at);
    if (shut.isShare() && shut.queue.size() >= settings.waitingMax() / TENANT_PARTS) {
      end(waiter, later(shut, expected, Outcome.Reason.QUEUE_FULL));
      return;
    }
    if (expected > waiter.patienceEndsAt()) {
      end(waiter, later(shut, expected, Outcome.Reason.WAIT_TOO_LONG));
      return;
    }
    explain(waiter, shut, at, expected);
    enqueue(waiter, shut, passed);
    pump(shut);
  }

  /** The gate that holds the call back longest; null if none does. */
  private @Nullable Gate shut(Waiter waiter, List<Gate> passed) {
    Gate shut = null;
    long last = now;
    for (Gate gate : passed) {
      long at = gate.opensAt(waiter, now);
      boolean behind = !gate.queue.isEmpty();
      if (at > last || (behind && shut == null)) {
        shut = gate;
        last = Math.max(last, at);
      }
    }
    return shut;
  }

  private void enqueue(Waiter waiter, Gate shut, List<Gate> passed) {
    if (waiter.moves == 0 && waiter.attempts == 0) {
      shut.queue.add(waiter, shut.cost(waiter));
    } else {
      shut.queue.addFirst(waiter);
    }
    if (waiter.moves > MOVES_MAX) {
      long until = Math.min(shut.opensAt(waiter, now), now + KEPT_MAX_MICROS);
      passed.forEach(gate -> gate.keepFor(waiter, until));
    }
    waiter.state = State.QUEUED;
    waiter.queuedAt = shut;
    alarms.set(waiter, waiter.patienceEndsAt());
  }

  private void unqueue(Waiter waiter, Gate gate) {
    gate.queue.remove(waiter);
    waiter.queuedAt = null;
  }

  /** Lets out of a gate's queue what may go now, and sets its alarm for the next. */
  private void pump(Gate gate) {
    Waiter first = gate.queue.first();
    while (first != null) {
      long at = gate.opensAt(first, now);
      if (at > now) {
        alarms.set(gate, gate.isShare() ? Math.min(at, now + TenantShare.GOOD_FOR_MICROS) : at);
        return;
      }
      gate.queue.removeFirst();
      first.queuedAt = null;
      go(first);
      first = gate.queue.first();
    }
    alarms.set(gate, NEVER);
  }

  /** The head of a queue: passes all its gates, or moves to the queue of another one. */
  private void go(Waiter waiter) {
    List<Gate> passed = gates.of(waiter.call, now);
    Gate shut = null;
    long last = now;
    for (Gate gate : passed) {
      long at = gate.opensAt(waiter, now);
      if (at > last) {
        shut = gate;
        last = at;
      }
    }
    if (shut == null) {
      send(waiter, passed);
      return;
    }
    waiter.moves++;
    if (last != NEVER && last > waiter.patienceEndsAt()) {
      end(waiter, later(shut, last, Outcome.Reason.WAIT_TOO_LONG));
      return;
    }
    explain(waiter, shut, last, last);
    enqueue(waiter, shut, passed);
    // Its alarm only: pumping here could go back and forth between two gates without end.
    alarms.set(shut, Math.min(shut.alarmAt, last));
  }

  private void send(Waiter waiter, List<Gate> passed) {
    waiter.places = new int[passed.size()][];
    for (int i = 0; i < passed.size(); i++) {
      waiter.places[i] = passed.get(i).pass(waiter, now);
    }
    waiter.gates = passed;
    waiter.state = State.UNDER_WAY;
    waiter.sentOrder = order++;
    waiter.attempts++;
    waiter.moves = 0;
    aftermath.sent(waiter, now);
    actions.add(new Action.Send(waiter.id, waiter.attempts));
    tell(new Note.Sent(waiter.id, waiter.attempts, now - waiter.arrivedAt));
  }

  private void release(Waiter waiter) {
    for (int i = 0; i < waiter.gates.size(); i++) {
      waiter.gates.get(i).returned(waiter, waiter.places[i], now);
    }
    waiter.gates = List.of();
    waiter.places = new int[0][];
  }

  private void ring() {
    Alarms.Alarm alarm = alarms.due(now);
    while (alarm != null) {
      Gate gate = alarm.gate();
      Waiter waiter = alarm.waiter();
      if (gate != null) {
        gate.alarmAt = NEVER;
        pump(gate);
      } else if (waiter != null) {
        waiter.alarmAt = NEVER;
        rung(waiter);
      }
      alarm = alarms.due(now);
    }
  }

  /** A call has rested enough, or waited too long. */
  private void rung(Waiter waiter) {
    Gate gate = waiter.queuedAt;
    if (waiter.state == State.RESTING) {
      admit(waiter);
    } else if (waiter.state == State.QUEUED && gate != null) {
      long at = expected(gate, waiter, gate.opensAt(waiter, now));
      unqueue(waiter, gate);
      end(waiter, later(gate, Math.max(at, now + 1), Outcome.Reason.WAIT_TOO_LONG));
      pump(gate);
    }
  }

  /** When a call that joins the queue now will leave it, about. */
  private long expected(Gate gate, Waiter waiter, long opensAt) {
    long interval = gate.intervalMicros(gate.cost(waiter));
    long from = opensAt == NEVER ? now + interval : opensAt;
    return from + Math.multiplyExact(interval, (long) gate.queue.ahead(waiter));
  }

  private static Outcome later(Gate gate, long at, Outcome.Reason reason) {
    return new Outcome.RetryLater(at, reason, gate.key.toString());
  }

  private void explain(Waiter waiter, Gate gate, long at, long expected) {
    Cause cause = at > now ? gate.cause() : Cause.QUEUE;
    tell(
        new Note.Waiting(
            waiter.id,
            gate.key.toString(),
            cause,
            at == NEVER ? NEVER : expected,
            gate.queue.ahead(waiter)));
  }

  private void end(Waiter waiter, Outcome outcome) {
    waiter.state = State.OVER;
    calls.remove(waiter.id, waiter);
    actions.add(new Action.End(waiter.id, outcome));
    tell(new Note.Ended(waiter.id, outcome.getClass().getSimpleName(), waiter.attempts));
  }

  private void tell(Note note) {
    actions.add(new Action.Tell(note));
  }

  private Waiter underWay(long id) {
    Waiter waiter = calls.get(id);
    if (waiter == null || waiter.state != State.UNDER_WAY) {
      throw new IllegalArgumentException("id: " + id + " (expected: a call that is under way)");
    }
    return waiter;
  }
}
