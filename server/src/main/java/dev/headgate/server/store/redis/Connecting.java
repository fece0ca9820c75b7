package dev.headgate.server.store.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings;
import dev.headgate.server.store.StoreSettings.Tls;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Connects to a server so that no command is ever sent twice. */
public final class Connecting {
  static final Duration CONNECT = Duration.ofSeconds(3);

  /** How long what was sent may remain without the other machine's receipt. */
  private static final Duration SWALLOWED = Duration.ofSeconds(3);

  /** After that long a command is given up, whether it was carried out or not. */
  private static final Duration COMMAND = Duration.ofSeconds(10);

  private static final Duration RECONNECT_MIN = Duration.ofMillis(5);
  private static final Duration RECONNECT_MAX = Duration.ofMillis(500);

  /** How often the members of a cluster are asked who serves what without a sign of change. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private static final Duration LOOK_AT_MOST_EVERY = Duration.ofMillis(200);

  static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(new StringCodec(StandardCharsets.ISO_8859_1), ByteArrayCodec.INSTANCE);

  private Connecting() {}

  /** The same, trusting whom Java trusts where the URL says TLS. */
  public static Link to(RedisURI uri) {
    return to(uri, Tls.USUAL);
  }

  /**
   * A link to one server, or to the primary that sentinels name.
   *
   * @throws StoreRefused where it cannot be reached or does not let us in
   */
  public static Link to(RedisURI uri, Tls tls) {
    SslOptions secured = secured(tls);
    ClientResources resources = resources();
    RedisClient client = RedisClient.create(resources);
    client.setOptions(options().mutate().sslOptions(secured).build());
    try {
      SingleLink link = new SingleLink(resources, client, client.connect(CODEC, uri));
      if (!uri.getSentinels().isEmpty()) {
        new Following(link, client, uri).start();
      }
      return link;
    } catch (RedisException failed) {
      end(client, resources);
      throw Refusals.of(uri, failed);
    }
  }

  /**
   * A link to a cluster, of which some members are named.
   *
   * @throws StoreRefused where none can be reached or lets us in
   */
  static ClusterLink to(List<RedisURI> members, Tls tls) {
    SslOptions secured = secured(tls);
    ClientResources resources = resources();
    RedisClusterClient client = RedisClusterClient.create(resources, members);
    client.setOptions(clusterOptions().sslOptions(secured).build());
    try {
      return new ClusterLink(resources, client, client.connect(CODEC));
    } catch (RedisException failed) {
      end(client, resources);
      // What the client of a cluster says of it has no cause; one of its members tells.
      to(members.getFirst(), tls).close();
      throw new StoreRefused(Refusals.line(Refusals.place(members), failed));
    }
  }

  /**
   * How the client of a link is set. What was sent when a connection broke may have been carried
   * out, so it is not sent again.
   */
  public static ClientOptions options() {
    return common(ClientOptions.builder()).build();
  }

  private static <B extends ClientOptions.Builder> B common(B builder) {
    builder
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .timeoutOptions(TimeoutOptions.enabled(COMMAND))
        .socketOptions(sockets());
    return builder;
  }

  /** Where a network swallows what is sent, a new connection is tried until it does not. */
  private static SocketOptions sockets() {
    return SocketOptions.builder()
        .connectTimeout(CONNECT)
        .keepAlive(true)
        .tcpUserTimeout(TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(SWALLOWED).build())
        .build();
  }

  private static ClusterClientOptions.Builder clusterOptions() {
    ClusterTopologyRefreshOptions refresh =
        ClusterTopologyRefreshOptions.builder()
            .enablePeriodicRefresh(LOOK_EVERY)
            .adaptiveRefreshTriggersTimeout(LOOK_AT_MOST_EVERY)
            .refreshTriggersReconnectAttempts(1)
            .build();
    return common(ClusterClientOptions.builder()).topologyRefreshOptions(refresh);
  }

  /** Files are read anew for each connection, so that certificates may be replaced. */
  private static SslOptions secured(Tls tls) {
    SslOptions.Builder options = SslOptions.builder().jdkSslProvider().handshakeTimeout(CONNECT);
    StoreSettings.Shown shown = tls.shown();
    SslContextBuilder tried = SslContextBuilder.forClient();
    if (tls.issuers() != null) {
      File issuers = tls.issuers().toFile();
      held("issuers", tls.issuers(), "PEM certificates", () -> tried.trustManager(issuers));
      options.trustManager(issuers);
    }
    if (shown != null) {
      File chain = shown.certificate().toFile();
      File key = shown.key().toFile();
      String expected = "the key of " + chain + ", both in PEM, the key as PKCS 8";
      held("key", shown.key(), expected, () -> tried.keyManager(chain, key));
      options.keyManager(chain, key, new char[0]);
    }
    return options.build();
  }

  /** Has a file read once at the start, so that it is named where it is none. */
  private static void held(String name, Path file, String expected, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException wrong) {
      throw new StoreRefused("tls." + name + ": " + file + " (expected: " + expected + ")");
    }
  }

  /** Nodes come back at instants of their own, and soon. */
  private static ClientResources resources() {
    return ClientResources.builder()
        .reconnectDelay(() -> Delay.fullJitter(RECONNECT_MIN, RECONNECT_MAX, 2, MILLISECONDS))
        .build();
  }

  static void end(AbstractRedisClient client, ClientResources resources) {
    client.shutdown(Duration.ZERO, CONNECT);
    var _ = resources.shutdown(0, CONNECT.toMillis(), MILLISECONDS);
  }
}
