package dev.headgate.server.store.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.headgate.server.store.StoreRefused;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Connects to a server so that no command is ever sent twice. */
public final class Connecting {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** How long what was sent may remain without the other machine's receipt. */
  private static final Duration SWALLOWED = Duration.ofSeconds(3);

  /** After that long a command is given up, whether it was carried out or not. */
  private static final Duration COMMAND = Duration.ofSeconds(10);

  private static final Duration RECONNECT_MIN = Duration.ofMillis(5);
  private static final Duration RECONNECT_MAX = Duration.ofMillis(500);

  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(new StringCodec(StandardCharsets.ISO_8859_1), ByteArrayCodec.INSTANCE);

  private Connecting() {}

  /**
   * A link to one server, or to the primary that sentinels name.
   *
   * @throws StoreRefused where it cannot be reached or does not let us in
   */
  public static Link to(RedisURI uri) {
    ClientResources resources = resources();
    RedisClient client = RedisClient.create(resources);
    client.setOptions(options());
    try {
      return new Single(resources, client, client.connect(CODEC, uri));
    } catch (RedisException failed) {
      end(client, resources);
      throw new StoreRefused(Refusals.line(Refusals.place(uri), failed));
    }
  }

  /**
   * How the client of a link is set. What was sent when a connection broke may have been carried
   * out, so it is not sent again.
   */
  public static ClientOptions options() {
    return ClientOptions.builder()
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .timeoutOptions(TimeoutOptions.enabled(COMMAND))
        .socketOptions(sockets())
        .build();
  }

  /** Where a network swallows what is sent, a new connection is tried until it does not. */
  private static SocketOptions sockets() {
    return SocketOptions.builder()
        .connectTimeout(CONNECT)
        .keepAlive(true)
        .tcpUserTimeout(TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(SWALLOWED).build())
        .build();
  }

  /** Nodes come back at instants of their own, and soon. */
  private static ClientResources resources() {
    return ClientResources.builder()
        .reconnectDelay(() -> Delay.fullJitter(RECONNECT_MIN, RECONNECT_MAX, 2, MILLISECONDS))
        .build();
  }

  private static void end(RedisClient client, ClientResources resources) {
    client.shutdown(Duration.ZERO, CONNECT);
    var _ = resources.shutdown(0, CONNECT.toMillis(), MILLISECONDS);
  }

  private record Single(
      ClientResources resources,
      RedisClient client,
      StatefulRedisConnection<String, byte[]> connection)
      implements Link {
    @Override
    public RedisClusterAsyncCommands<String, byte[]> commands() {
      return connection.async();
    }

    @Override
    public void onDisconnect(Runnable heard) {
      connection.addListener(
          new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
              heard.run();
            }

            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> anew, SocketAddress server) {
              heard.run();
            }
          });
    }

    @Override
    public void close() {
      connection.close();
      end(client, resources);
    }
  }
}
