package dev.headgate.core.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.scenario.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine beside a slow and obvious one, operation by operation. */
@Tag("seeded")
class EngineModelTest {
  private static final int SCRIPTS = 40;
  private static final int OPERATIONS = 400;

  @Test
  void theEngineAnswersAsTheSlowOneDoes() {
    Seeds.check(
        SCRIPTS,
        random -> {
          SideBySide both = new SideBySide(new Scenario(random), random);

          for (int i = 0; i < OPERATIONS; i++) {
            String operation = both.next();

            assertThat(both.engineSays()).as("%d: %s", i, operation).isEqualTo(both.slowSays());
          }
          assertThat(both.engineEndings()).isEqualTo(both.slowEndings());
        });
  }
}
