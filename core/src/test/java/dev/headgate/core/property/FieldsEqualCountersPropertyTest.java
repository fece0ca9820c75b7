package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.limit.Ceiling;
import dev.headgate.core.reference.SideBySide;
import dev.headgate.core.reference.SideBySide.Decided;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import dev.headgate.headers.Alphabet;
import dev.headgate.headers.reading.RateLimit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 4: what a decision says of its limits is how they stood at its end, also at zero. */
@Tag("seeded")
class FieldsEqualCountersPropertyTest {
  private static final int RUNS = 150;
  private static final int SCRIPTS = 40;
  private static final int CALLS = 120;
  private static final int DRAINED_WITHIN = 24;

  @Test
  void whatRemainsIsWhatTheNextCallerFindsAtTheSameInstant() {
    Seeds.check(
        RUNS,
        random -> {
          Scenario scenario = new Scenario(random);
          World world = new World(scenario.policy());

          for (int i = 0; i < CALLS; i++) {
            world.pass(scenario.pause());
            CallSpec call = scenario.call();
            Decision decision = world.decide(call);
            Decision next = world.foretell(call);

            assertThat(decision.verdicts())
                .as("%s", decision.verdicts())
                .allMatch(verdict -> verdict.remaining() >= 0)
                .allMatch(verdict -> verdict.resetAt() >= world.time().micros());
            if (decision.verdicts().size() == next.verdicts().size()) {
              assertThat(remaining(decision)).isEqualTo(remaining(next));
            }
          }
        });
  }

  /** Through settlements, expiries and changes of policy, with the letters of both alphabets. */
  @Test
  void theFieldsOnTheWireSayWhatTheSlowReferenceCounts() {
    Seeds.check(
        SCRIPTS,
        random -> {
          SideBySide both = new SideBySide(new Scenario(random), random);
          Alphabet alphabet = random.nextBoolean() ? Alphabet.R_T : Alphabet.A_W;

          for (int i = 0; i < CALLS; i++) {
            String operation = both.next();
            Decided decided = both.decided();

            if (decided != null) {
              assertThat(Answered.by(decided.decision(), alphabet))
                  .as(operation)
                  .isEqualTo(Answered.expected(decided));
            }
          }
        });
  }

  @Test
  void atZeroEveryLimitIsStillNamedAndTheBindingOneSaysZero() {
    Seeds.check(
        RUNS,
        random -> {
          World world = new World(new Scenario(random).enforced());
          CallSpec call = new CallSpec("app-0", "issue-0", 1, 1, null);
          world.pass(random.nextLong(100_000_000));

          Decision last = world.decide(call);
          for (int i = 0; i < DRAINED_WITHIN && last instanceof Decision.Allowed; i++) {
            last = world.decide(call);
          }

          List<RateLimit> limits = Answered.limits(last, Alphabet.R_T);
          assertThat(limits.stream().map(limit -> limit.ref().name()).toList())
              .isEqualTo(counting(last));
          if (!(last instanceof Decision.Allowed)) {
            assertThat(limits).anyMatch(limit -> limit.remaining() == 0);
          }
        });
  }

  /** The names of the limits that count; a bound on each call alone has no field. */
  private static List<String> counting(Decision decision) {
    return decision.verdicts().stream()
        .map(verdict -> verdict.claim().rule())
        .filter(rule -> !(rule.meters().shape() instanceof Ceiling))
        .map(rule -> rule.name())
        .toList();
  }

  private static List<Long> remaining(Decision decision) {
    return decision.verdicts().stream().map(Verdict::remaining).toList();
  }
}
