package dev.headgate.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.reference.Lines;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.World;
import dev.headgate.core.settlement.Actual;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant 8: the same state, snapshot, instants, order and ids give the same bytes. */
@Tag("seeded")
class DeterminismPropertyTest {
  private static final int RUNS = 60;

  @Test
  void theSameSeedGivesTheSameAnswers() {
    Seeds.check(
        RUNS,
        random -> {
          long seed = random.nextLong();

          assertThat(story(Seeds.random(seed))).isEqualTo(story(Seeds.random(seed)));
        });
  }

  private static List<String> story(RandomGenerator random) {
    Scenario scenario = new Scenario(random);
    World world = new World(scenario.policy());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      world.time().advance(scenario.pause());
      lines.add(Lines.of(world.decide(scenario.call())));
      if (random.nextInt(3) == 0) {
        Actual actual = Actual.points(random.nextLong(9));
        lines.add(Lines.of(world.settle("r" + random.nextInt(1, i + 2), actual)));
      }
      if (random.nextInt(9) == 0) {
        world.store().housekeep(world.time().micros());
      }
    }
    return lines;
  }
}
