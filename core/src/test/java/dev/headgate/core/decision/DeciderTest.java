package dev.headgate.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final Call CALL = Call.of(Operation.of("getIssue", "GET"), Caller.ANONYMOUS);

  private final ManualTime time = new ManualTime(1_764_000_000L * Micros.SECOND);
  private final AtomicLong ids = new AtomicLong();

  /** Vector 5 of the field's facts. */
  @Test
  void aBucketOf100RefilledBy10PassesTenAfterASecond() {
    Rule burst = Rule.limit("burst", MeterSource.of(new Bucket(100, 10, Micros.SECOND)));
    Decider decider = decider(burst);

    for (int i = 0; i < 100; i++) {
      assertThat(decider.decideNow(CALL)).isInstanceOf(Decision.Allowed.class);
    }
    Decision refused = decider.decideNow(CALL);

    assertThat(refused).isInstanceOf(Decision.Throttled.class);
    long retryAt = ((Decision.Throttled) refused).retryAt();
    assertThat(Micros.secondsUntil(time.micros(), retryAt)).isEqualTo(1);

    time.advance(Micros.SECOND);
    for (int i = 0; i < 10; i++) {
      assertThat(decider.decideNow(CALL)).isInstanceOf(Decision.Allowed.class);
    }
    assertThat(decider.decideNow(CALL)).isInstanceOf(Decision.Throttled.class);
  }

  @Test
  void aRefusedCallTakesNothingFromTheLimitThatWouldPass() {
    Rule wide = Rule.limit("wide", MeterSource.of(new FixedWindow(10, Micros.SECOND)));
    Rule narrow = Rule.limit("narrow", MeterSource.of(new FixedWindow(1, 60 * Micros.SECOND)));
    Decider decider = decider(wide, narrow);
    decider.decideNow(CALL);

    Decision refused = decider.decideNow(CALL);

    assertThat(refused).isInstanceOf(Decision.Throttled.class);
    assertThat(((Decision.Throttled) refused).binding().claim().rule().name()).isEqualTo("narrow");
    assertThat(refused.verdicts().getFirst().outcome()).isEqualTo(Verdict.Outcome.FITS);
    assertThat(refused.verdicts().getFirst().remaining()).isEqualTo(9);
  }

  @Test
  void aCheckSaysWhatADecisionWouldSayAndTakesNothing() {
    Decider decider =
        decider(Rule.limit("narrow", MeterSource.of(new FixedWindow(1, 60 * Micros.SECOND))));

    Decision first = check(decider);
    Decision second = check(decider);
    decider.decideNow(CALL);
    Decision third = check(decider);

    assertThat(first).isInstanceOf(Decision.Allowed.class);
    assertThat(second).isInstanceOf(Decision.Allowed.class);
    assertThat(second.verdicts().getFirst().remaining()).isEqualTo(1);
    assertThat(third).isInstanceOf(Decision.Throttled.class);
  }

  private Decision check(Decider decider) {
    Immediate<Decision> answer = new Immediate<>();
    decider.check(decider.plan(CALL, time.micros()), answer);
    return answer.get();
  }

  private Decider decider(Rule... rules) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("test");
    for (Rule rule : rules) {
      builder.rule(rule);
    }
    PolicySnapshot snapshot = builder.build();
    return new Decider(time, () -> snapshot, new MemoryStore(), () -> "r" + ids.incrementAndGet());
  }
}
