package dev.headgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpkeepTest {
  @Test
  void aJobThatFailsKeepsNoOtherFromRunning() {
    AtomicInteger ran = new AtomicInteger();
    Runnable broken =
        () -> {
          throw new AssertionError("broken");
        };

    Upkeep.run(List.of(broken, ran::incrementAndGet));
    Upkeep.run(List.of(broken, ran::incrementAndGet));

    assertThat(ran.get()).isEqualTo(2);
  }
}
