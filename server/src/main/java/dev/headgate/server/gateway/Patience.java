package dev.headgate.server.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The times of the settings in microseconds, for arithmetic on the hot path. */
record Patience(Client client, Upstream upstream, long admission, long renewEvery, long tunnel) {

  record Client(long head, long bodyIdle, long keepAliveIdle, long stalled) {}

  record Upstream(long connect, long responseHead, long responseIdle, long keepAliveIdle) {}

  static Patience of(GatewaySettings.Times times) {
    GatewaySettings.ClientTimes client = times.client();
    GatewaySettings.UpstreamTimes upstream = times.upstream();
    return new Patience(
        new Client(
            micros(client.head()),
            micros(client.bodyIdle()),
            micros(client.keepAliveIdle()),
            micros(client.stalled())),
        new Upstream(
            micros(upstream.connect()),
            micros(upstream.responseHead()),
            micros(upstream.responseIdle()),
            micros(upstream.keepAliveIdle())),
        micros(times.admission()),
        micros(times.renewEvery()),
        micros(times.tunnelIdle()));
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }
}
