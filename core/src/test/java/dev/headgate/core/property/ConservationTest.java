package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Engine;
import dev.headgate.core.scenario.PolicySpec;
import dev.headgate.core.scenario.RuleSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariants 1 and 2 under real threads: nothing is admitted twice and nothing is lost. */
@Tag("seeded")
class ConservationTest {
  private static final int RUNS = 25;
  private static final int THREADS = 4;
  private static final int STEPS = 12;
  private static final int CALLS = 40;

  @Test
  void fourThreadsTogetherStayInsideTheEnvelopeOfEachLimit() {
    Seeds.check(RUNS, ConservationTest::run);
  }

  private static void run(RandomGenerator random) {
    Scenario scenario = new Scenario(random);
    PolicySpec any = scenario.enforced();
    PolicySpec policy = new PolicySpec("threads", any.rules(), any.life(), 0, false);
    PolicySnapshot snapshot = Engine.snapshot(policy);
    ManualTime time = new ManualTime(Scenario.START);
    AtomicLong ids = new AtomicLong();
    Decider decider =
        new Decider(time, () -> snapshot, new MemoryStore(), () -> "r" + ids.incrementAndGet());
    Map<String, List<Envelope.Admitted>> admitted = new HashMap<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < STEPS; i++) {
        time.advance(scenario.pause());
        for (Decision.Allowed allowed : together(threads, decider, scenario)) {
          allowed
              .reservation()
              .taken()
              .forEach(
                  claim ->
                      admitted
                          .computeIfAbsent(Envelope.counter(claim), key -> new ArrayList<>())
                          .add(new Envelope.Admitted(allowed.at(), claim.cost())));
        }
      }
    }

    for (RuleSpec rule : policy.rules()) {
      admitted.forEach(
          (key, costs) -> {
            if (key.startsWith(rule.name() + "[")) {
              assertThat(Envelope.excess(rule.meter(), policy.life(), costs)).isNotPositive();
            }
          });
    }
  }

  /** All threads call at one instant; what is left then is what each counter had, less all that. */
  private static List<Decision.Allowed> together(
      ExecutorService threads, Decider decider, Scenario scenario) {
    List<Callable<List<Decision.Allowed>>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      List<Call> calls = new ArrayList<>();
      for (int j = 0; j < CALLS; j++) {
        CallSpec call = scenario.call();
        calls.add(
            Engine.call(new CallSpec(call.app(), call.issue(), call.points(), call.least(), null)));
      }
      work.add(() -> decide(decider, calls));
    }
    List<Decision.Allowed> allowed = new ArrayList<>();
    try {
      for (Future<List<Decision.Allowed>> future : threads.invokeAll(work)) {
        allowed.addAll(future.get());
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
      throw new AssertionError(failure);
    }
    return allowed;
  }

  private static List<Decision.Allowed> decide(Decider decider, List<Call> calls) {
    List<Decision.Allowed> allowed = new ArrayList<>();
    for (Call call : calls) {
      if (decider.decideNow(call) instanceof Decision.Allowed yes) {
        allowed.add(yes);
      }
    }
    return allowed;
  }
}
