package dev.headgate.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostDriftTest {
  @Test
  void aHundredRecentCallsOfOneOperationSayWhatIsTypical() {
    assertThat(drift("search", 100).isTypical()).isTrue();
    assertThat(drift("search", 99).isTypical()).isFalse();
    assertThat(drift(CostDrift.OTHERS, 100).isTypical()).isFalse();
  }

  private static CostDrift.Drift drift(String operation, long recentCalls) {
    CostDrift.Points points = new CostDrift.Points(1_000, 500, 0);
    CostDrift.Recent recent = new CostDrift.Recent(recentCalls, 10, 20);
    return new CostDrift.Drift(operation, 1_000, 0, points, 900, 0, recent);
  }
}
