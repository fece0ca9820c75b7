package dev.headgate.server.store.outage;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.Monotonic;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.Store;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions that a node asks its store before it serves, so that its first callers do not meet
 * classes that are not loaded yet and a store that does not know the policy: what takes longer than
 * the budget of a decision is decided without the store. Nothing of the policy is taken; what is
 * taken counts for a limit of this class's own, and ends with its second.
 */
final class Rehearsal {
  /** How many questions in a row have to be answered in time. */
  private static final int IN_TIME = 50;

  /** How long a node rehearses at most. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final String NOBODY = "(rehearsal)";

  private Rehearsal() {}

  private static final Rule OWN =
      Rule.limit(NOBODY, MeterSource.of(new FixedWindow(1_000_000, Micros.SECOND)));

  /** Asks until the store answers in time, or for three seconds at most. */
  static void of(Store store, PolicySnapshot policy, TimeSource time) {
    PolicySnapshot own = PolicySnapshot.builder(NOBODY).rule(OWN).build();
    Caller caller =
        Caller.builder().app(App.of(NOBODY)).tenant(Tenant.of(NOBODY, NOBODY, 1)).build();
    Call call = Call.of(Operation.of(NOBODY, "GET"), caller);
    long budget = TimeUnit.MICROSECONDS.toNanos(policy.settings().storeBudget()) / 2;
    String id = NOBODY + UUID.randomUUID();
    long begin = Monotonic.nanos();
    int inTime = 0;
    for (int i = 0; inTime < IN_TIME && Monotonic.nanos() - begin < LONGEST_NANOS; i++) {
      long now = time.micros();
      long asked = Monotonic.nanos();
      boolean answered = taken(store, new Plan(own, call, own.match(call, now), now, id + i));
      // The policy comes last, so that it is the newest that the store knows.
      Plan plan = new Plan(policy, call, policy.match(call, now), now, null);
      answered &= Rehearsal.<Taken>answered(heard -> store.peekAll(plan, heard)) != null;
      inTime = answered && Monotonic.nanos() - asked < budget ? inTime + 1 : 0;
    }
  }

  /** A listener that does not hear of what is rehearsed. */
  static SettlementListener unheard(SettlementListener listener) {
    return ending -> {
      if (!ending.reservation().call().operation().name().equals(NOBODY)) {
        listener.ended(ending);
      }
    };
  }

  private static boolean taken(Store store, Plan plan) {
    Taken taken = answered(heard -> store.takeAll(plan, heard));
    if (taken == null || !taken.passed()) {
      return false;
    }
    Reservation held = new Decision.Allowed(plan, taken).reservation();
    return Rehearsal.<Settlement>answered(
            heard -> store.settle(held, Actual.NOTHING, plan.now(), heard))
        != null;
  }

  /** The answer, or null where the store failed or did not answer. */
  private static <T> @Nullable T answered(Consumer<Answer<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    question.accept(new Heard<>(answer));
    try {
      return answer.orTimeout(LONGEST_NANOS, TimeUnit.NANOSECONDS).join();
    } catch (CompletionException failed) {
      return null;
    }
  }

  private record Heard<T>(CompletableFuture<T> answer) implements Answer<T> {
    @Override
    public void value(T value) {
      answer.complete(value);
    }

    @Override
    public void failure(Exception cause) {
      answer.completeExceptionally(cause);
    }
  }
}
