package dev.headgate.server.store.outage;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.ForwardingStore;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.lease.LeasedStore;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A store that answers in time or fails: in the budget of the policy, or where the door must answer
 * sooner, five milliseconds before that. Safe for all threads.
 */
public final class Guard extends ForwardingStore {
  /** The deadline of doors that have none. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** What a door needs for itself, in microseconds. */
  private static final long DOOR_NEEDS = 5_000;

  /** How long what is neither a decision nor a look at one may take, in microseconds. */
  private static final long PATIENCE = 1_000_000;

  private final Store inner;
  private final LongSupplier mono;
  private final long doorDeadline;
  private final Breaker breaker;
  private final Queue<Guarded<?>> hurried = new ConcurrentLinkedQueue<>();
  private final Queue<Guarded<?>> patient = new ConcurrentLinkedQueue<>();
  private final LongAdder silent = new LongAdder();
  private final LongAdder notAsked = new LongAdder();
  private final LongAdder late = new LongAdder();

  /**
   * Guards a store.
   *
   * @param inner the store
   * @param mono the monotonic clock, in microseconds
   * @param doorDeadline in how many microseconds the strictest door has to answer
   * @param random for the distances of probes
   */
  public Guard(Store inner, LongSupplier mono, long doorDeadline, RandomGenerator random) {
    super(inner);
    this.inner = inner;
    this.mono = mono;
    this.doorDeadline = doorDeadline;
    breaker = new Breaker(random);
  }

  /** How long a decision waits for the store, in microseconds. */
  long budget(Settings settings) {
    return Math.max(1, Math.min(settings.storeBudget(), doorDeadline - DOOR_NEEDS));
  }

  /** Whether the store is asked as usual. */
  boolean isClosed() {
    return breaker.state() == Breaker.State.CLOSED;
  }

  /** How long until the store may be asked again, in microseconds. */
  long waitLeft() {
    return breaker.waitLeft(mono.getAsLong());
  }

  /** Fails what has waited long enough. Meant to be called every millisecond. */
  public void tick() {
    long now = mono.getAsLong();
    failOverdue(hurried, now);
    failOverdue(patient, now);
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    long budget = budget(plan.snapshot().settings());
    ask(hurried, budget, answer, taken -> giveBack(plan, taken), it -> inner.takeAll(plan, it));
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    long budget = budget(plan.snapshot().settings());
    ask(hurried, budget, answer, taken -> {}, it -> inner.peekAll(plan, it));
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    ask(patient, PATIENCE, answer, done -> {}, it -> inner.settle(reservation, actual, now, it));
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    ask(patient, PATIENCE, answer, found -> {}, it -> inner.find(id, now, it));
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    ask(patient, PATIENCE, answer, done -> {}, it -> inner.renew(reservation, now, it));
  }

  private <T> void ask(
      Queue<Guarded<?>> waiting,
      long budget,
      Answer<T> answer,
      Consumer<T> whenLate,
      Consumer<Answer<T>> question) {
    long now = mono.getAsLong();
    if (!breaker.admits(now)) {
      notAsked.increment();
      answer.failure(StoreSilent.notAsked());
      return;
    }
    Guarded<T> guarded = new Guarded<>(now, budget, answer, whenLate);
    waiting.add(guarded);
    try {
      question.accept(guarded);
    } catch (RuntimeException broken) {
      guarded.failure(broken);
    }
  }

  /** What a node has drawn for itself is lost to the limit: it may have come back already. */
  private void giveBack(Plan plan, Taken taken) {
    late.increment();
    boolean taking = taken.passed() && taken.repetition() == Taken.Repetition.FIRST;
    if (taking && !LeasedStore.isDraw(plan)) {
      Reservation held = new Decision.Allowed(plan, taken).reservation();
      inner.settle(held, Actual.NOTHING, plan.now(), new Unheard());
    }
  }

  private static void failOverdue(Queue<Guarded<?>> waiting, long now) {
    // Budgets of one queue are alike, so that the first is the first to be overdue.
    for (Guarded<?> first = waiting.peek(); first != null; first = waiting.peek()) {
      if (!first.isDone() && !first.isOverdue(now)) {
        return;
      }
      waiting.poll();
      first.overdue();
    }
  }

  /** One question under way. */
  private final class Guarded<T> implements Answer<T> {
    private final AtomicBoolean done = new AtomicBoolean();
    private final long deadline;
    private final long budget;
    private final Answer<T> answer;
    private final Consumer<T> whenLate;

    Guarded(long now, long budget, Answer<T> answer, Consumer<T> whenLate) {
      deadline = now + budget;
      this.budget = budget;
      this.answer = answer;
      this.whenLate = whenLate;
    }

    boolean isDone() {
      return done.get();
    }

    boolean isOverdue(long now) {
      return now >= deadline;
    }

    void overdue() {
      if (!done.getAndSet(true)) {
        silent.increment();
        breaker.failed(mono.getAsLong());
        answer.failure(StoreSilent.late(budget));
      }
    }

    @Override
    public void value(T value) {
      if (done.getAndSet(true)) {
        whenLate.accept(value);
      } else {
        breaker.answered();
        answer.value(value);
      }
    }

    @Override
    public void failure(Exception cause) {
      if (!done.getAndSet(true)) {
        breaker.failed(mono.getAsLong());
        answer.failure(cause);
      }
    }
  }

  private record Unheard() implements Answer<Settlement> {
    @Override
    public void value(Settlement value) {}

    @Override
    public void failure(Exception cause) {}
  }

  @Override
  public void showIn(Metrics metrics) {
    metrics.gauge("headgate.store.breaker", () -> breaker.state().shown());
    metrics.counter("headgate.store.silent", silent::sum);
    metrics.counter("headgate.store.not.asked", notAsked::sum);
    metrics.counter("headgate.store.late", late::sum);
    super.showIn(metrics);
  }
}
