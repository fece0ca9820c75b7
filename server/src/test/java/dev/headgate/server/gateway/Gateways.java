package dev.headgate.server.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Starts gateways for tests: one event loop, patience short enough to be waited for. */
final class Gateways {
  private Gateways() {}

  static Gateway start(RawUpstream upstream, Gatekeeper gatekeeper) {
    return start(upstream.port(), gatekeeper, settings -> settings);
  }

  static Gateway start(
      int upstreamPort, Gatekeeper gatekeeper, UnaryOperator<GatewaySettingsBuilder> change) {
    GatewaySettingsBuilder settings =
        GatewaySettings.builder("127.0.0.1", upstreamPort)
            .eventLoops(1)
            .renewEvery(Duration.ofMillis(50));
    return Gateway.start(
        () -> TimeUnit.NANOSECONDS.toMicros(System.nanoTime()),
        change.apply(settings).build(),
        gatekeeper);
  }
}
