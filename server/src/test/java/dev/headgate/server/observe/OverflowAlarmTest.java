package dev.headgate.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverflowAlarmTest {
  private final Rule rule = Rule.limit("burst", MeterSource.of(new FixedWindow(1, 1_000_000)));
  private final PolicySnapshot policy = PolicySnapshot.builder("test").rule(rule).build();
  private final List<String> heard = new ArrayList<>();
  private long overflows;

  private final KeyCounts keys =
      new KeyCounts() {
        @Override
        public int liveKeys(Rule asked) {
          return 0;
        }

        @Override
        public long overflows(Rule asked) {
          return overflows;
        }
      };

  private final OverflowAlarm alarm =
      new OverflowAlarm(() -> policy, keys, (of, takings) -> heard.add(of.name() + " " + takings));

  @Test
  void itFiresWhereNewKeysBeginToShareACounter() {
    alarm.run();
    assertThat(heard).isEmpty();

    overflows = 3;
    alarm.run();

    assertThat(heard).containsExactly("burst 3");
  }

  @Test
  void itFiresAgainOnlyAfterAWhileWithAllThatHappened() {
    overflows = 3;
    alarm.run();
    overflows = 10;
    for (int i = 1; i < OverflowAlarm.LOOKS_BETWEEN; i++) {
      alarm.run();
    }
    assertThat(heard).containsExactly("burst 3");

    alarm.run();
    alarm.run();

    assertThat(heard).containsExactly("burst 3", "burst 7");
  }
}
