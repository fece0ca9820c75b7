package dev.headgate.server.demo;

import dev.headgate.server.admission.IdempotencySettings;
import dev.headgate.server.config.ServeSettings;
import dev.headgate.server.gateway.GatewaySettings;
import dev.headgate.server.http.Access;
import dev.headgate.server.http.ApiSettings;
import dev.headgate.server.registry.IdentitySettings;
import dev.headgate.server.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Settings of a server for one machine: everything on the loopback address. */
public final class DemoSettings {
  private static final String HOST = "127.0.0.1";

  private static final Duration DRAIN = Duration.ofSeconds(5);

  private DemoSettings() {}

  /** Where the parts of a demo listen; 0 for a free port. */
  public record Ports(int gateway, int api, int upstream) {}

  /**
   * A gateway before an upstream, and the API. The registered callers come by key; whoever shows
   * none is answered 401.
   */
  public static ServeSettings demo(Path policy, Ports ports) {
    GatewaySettings gateway =
        GatewaySettings.builder(HOST, ports.upstream())
            .listenHost(HOST)
            .listenPort(ports.gateway())
            .build();
    return new ServeSettings(
        new ServeSettings.Files(policy, null, null, null),
        StoreSettings.USUAL,
        gateway,
        IdempotencySettings.NONE,
        ApiSettings.USUAL.listen(HOST, ports.api()),
        Access.open(),
        IdentitySettings.USUAL,
        DRAIN);
  }

  /** Only the API, on a free port, for callers that nobody registered. */
  public static ServeSettings apiOnly(Path policy) {
    IdentitySettings asNamed =
        new IdentitySettings(
            IdentitySettings.API_KEY_FIELD, null, false, Map.of(), null, null, true, true);
    return new ServeSettings(
        new ServeSettings.Files(policy, null, null, null),
        StoreSettings.USUAL,
        null,
        IdempotencySettings.NONE,
        ApiSettings.USUAL.listen(HOST, 0),
        Access.open(),
        asNamed,
        DRAIN);
  }
}
