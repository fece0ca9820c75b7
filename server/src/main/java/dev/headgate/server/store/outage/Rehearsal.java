package dev.headgate.server.store.outage;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Monotonic;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Questions that a node asks its store before it serves, so that its first callers do not meet
 * classes that are not loaded yet and a store that does not know the policy: what takes longer than
 * the budget of a decision is decided without the store. They look and take nothing.
 */
final class Rehearsal {
  /** How many questions in a row have to be answered in time. */
  private static final int IN_TIME = 50;

  /** How long a node rehearses at most. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final String NOBODY = "(rehearsal)";

  private Rehearsal() {}

  /** Asks until the store answers in time, or for three seconds at most. */
  static void of(Store store, PolicySnapshot policy, TimeSource time) {
    Caller caller =
        Caller.builder().app(App.of(NOBODY)).tenant(Tenant.of(NOBODY, NOBODY, 1)).build();
    Call call = Call.of(Operation.of(NOBODY, "GET"), caller);
    long budget = TimeUnit.MICROSECONDS.toNanos(policy.settings().storeBudget()) / 2;
    long begin = Monotonic.nanos();
    int inTime = 0;
    while (inTime < IN_TIME && Monotonic.nanos() - begin < LONGEST_NANOS) {
      long now = time.micros();
      Matched matched = policy.match(call, now);
      long asked = Monotonic.nanos();
      boolean answered = answered(store, new Plan(policy, call, matched, now, null));
      inTime = answered && Monotonic.nanos() - asked < budget ? inTime + 1 : 0;
    }
  }

  private static boolean answered(Store store, Plan plan) {
    CompletableFuture<Taken> taken = new CompletableFuture<>();
    store.peekAll(plan, new Heard(taken));
    try {
      taken.orTimeout(LONGEST_NANOS, TimeUnit.NANOSECONDS).join();
      return true;
    } catch (CompletionException failed) {
      return false;
    }
  }

  private record Heard(CompletableFuture<Taken> taken) implements Answer<Taken> {
    @Override
    public void value(Taken value) {
      taken.complete(value);
    }

    @Override
    public void failure(Exception cause) {
      taken.completeExceptionally(cause);
    }
  }
}
