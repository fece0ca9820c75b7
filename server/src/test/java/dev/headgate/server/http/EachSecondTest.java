package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EachSecondTest {
  @Test
  void oneMessageASecondGoesOutAndSaysHowManyDidNot() {
    EachSecond messages = new EachSecond();
    List<Long> heldBack = new ArrayList<>();

    for (int i = 0; i < 2_001; i++) {
      messages.say(i * 1_000L, heldBack::add);
    }
    messages.say(10 * Micros.SECOND, heldBack::add);

    assertThat(heldBack).containsExactly(0L, 999L, 999L, 0L);
  }
}
