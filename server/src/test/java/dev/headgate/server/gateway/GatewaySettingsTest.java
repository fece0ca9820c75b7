package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The defaults, and what is said about values out of range. */
final class GatewaySettingsTest {

  private static GatewaySettings with(UnaryOperator<GatewaySettingsBuilder> change) {
    return change.apply(GatewaySettings.builder("upstream.test", 8080)).build();
  }

  @Test
  void theDefaultsAreThese() {
    GatewaySettings settings = with(s -> s.eventLoops(2));

    assertThat(settings.connections())
        .isEqualTo(new GatewaySettings.Connections(2, 16_384, 100, 1_024, 128));
    assertThat(settings.sizes())
        .isEqualTo(new GatewaySettings.Sizes(8_192, 32_768, 128, 1L << 30, 1L << 16));
    assertThat(settings.forwarding())
        .isEqualTo(new GatewaySettings.Forwarding(List.of(), "", true, List.of("websocket")));
    assertThat(settings.times().client().head()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.times().upstream().connect()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aValueOutOfRangeIsNamedWithWhatWasExpected() {
    assertThatThrownBy(() -> with(s -> s.bodyBytesMax(-3)))
        .hasMessage("bodyBytesMax: -3 (expected: 0 to 9223372036854775807)");
    assertThatThrownBy(() -> with(s -> s.listenPort(70_000)))
        .hasMessage("listenPort: 70000 (expected: 0 to 65535)");
    assertThatThrownBy(() -> with(s -> s.connect(Duration.ZERO)))
        .hasMessage("connect: PT0S (expected: PT0.001S to PT8760H)");
    assertThatThrownBy(() -> with(s -> s.upstreamsIdleMax(2_000)))
        .hasMessage("upstreamsIdleMax: 2000 (expected: 0 to 1024)");
    assertThatThrownBy(() -> with(s -> s.upgrades(List.of("h2c"))))
        .hasMessageContaining("upgrades: h2c (expected:");
    assertThatThrownBy(() -> with(s -> s.listenHost(" "))).hasMessageContaining("listenHost");
  }
}
