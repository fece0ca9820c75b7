package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferenceTest {
  private static final Duration USUAL = Duration.ofSeconds(25);
  private static final Duration MOST = Duration.ofMinutes(10);

  @Test
  void theFirstWaitHoldsAndTheRestIsPassedOn() {
    Preference preference =
        Preference.of(List.of("return=minimal, WAIT = \"7\"; x", "wait=9, note=\"a, wait=3\""));

    assertThat(preference.within(USUAL, MOST)).isEqualTo(Duration.ofSeconds(7));
    assertThat(preference.others()).containsExactly("return=minimal", "note=\"a, wait=3\"");
  }

  @Test
  void aWaitThatIsNoneIsNotOurs() {
    Preference preference = Preference.of(List.of("wait=soon, wait=-1, wait"));

    assertThat(preference.within(USUAL, MOST)).isEqualTo(USUAL);
    assertThat(preference.others()).containsExactly("wait=soon", "wait=-1", "wait");
  }

  @Test
  void nobodyWaitsLongerThanTheMost() {
    assertThat(Preference.of(List.of("wait=999999999")).within(USUAL, MOST)).isEqualTo(MOST);
  }
}
