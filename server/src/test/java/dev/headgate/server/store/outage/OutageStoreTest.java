package dev.headgate.server.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.FarStore;
import dev.headgate.server.store.ForwardingStore;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The whole between node and store, with its own thread and the machine's clocks. */
class OutageStoreTest {
  /** However busy the machine is, a store that answers is in time. */
  private static final Settings PATIENT =
      new Settings(60 * Micros.SECOND, 3_600 * Micros.SECOND, false, 5 * Micros.SECOND);

  private static final PolicySnapshot POLICY =
      PolicySnapshot.builder("hourly")
          .settings(PATIENT)
          .rule(Rule.limit("hourly", MeterSource.of(new FixedWindow(10, 3_600 * Micros.SECOND))))
          .build();

  private final List<Ending> endings = new ArrayList<>();

  @Test
  void aStoreThatAnswersDecides() throws Exception {
    Decision decision = decided(InMemory::new);

    assertThat(decision.reduced()).isFalse();
  }

  @Test
  void aStoreThatNeverAnswersIsNotWaitedFor() throws Exception {
    Decision decision = decided(OutageStoreTest::deaf);

    assertThat(decision.reduced()).isTrue();
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aNodeServesOnceItsStoreHasAnsweredFiftyQuestionsAndTakesNothingByThem() throws Exception {
    AtomicInteger asked = new AtomicInteger();

    Decision decision = decided(listener -> new Asked(new InMemory(listener), asked));

    assertThat(asked).hasValue(50);
    assertThat(endings).isEmpty();
    assertThat(decision.verdicts().getFirst().remaining()).isEqualTo(9);
  }

  /** Counts what it is asked without taking. */
  private static final class Asked extends ForwardingStore {
    private final AtomicInteger asked;

    Asked(Store inner, AtomicInteger asked) {
      super(inner);
      this.asked = asked;
    }

    @Override
    public void peekAll(Plan plan, Answer<Taken> answer) {
      asked.incrementAndGet();
      super.peekAll(plan, answer);
    }
  }

  private static Store deaf(SettlementListener listener) {
    VirtualTime stopped = new VirtualTime(0);
    return new FarStore(new InMemory(listener), stopped, () -> FarStore.Network.LOST);
  }

  private Decision decided(Function<SettlementListener, Store> opening) throws Exception {
    TimeSource time = SystemTime.startingAt(0);
    try (OutageStore store =
        OutageStore.over(opening, () -> POLICY, time, OutageStore.Terms.USUAL, endings::add)) {
      CompletableFuture<Decision> decided = new CompletableFuture<>();
      new Decider(time, () -> POLICY, store, () -> "id").decide(Served.CALL, completing(decided));
      return decided.get(30, TimeUnit.SECONDS);
    }
  }

  private static Answer<Decision> completing(CompletableFuture<Decision> decided) {
    return new Answer<>() {
      @Override
      public void value(Decision decision) {
        decided.complete(decision);
      }

      @Override
      public void failure(Exception cause) {
        decided.completeExceptionally(cause);
      }
    };
  }
}
