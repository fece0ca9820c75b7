package dev.headgate.server.store.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.net.SocketAddress;

/** Hears of each break of a connection, and once more when there is a new one. */
record Breaks(Runnable heard) implements RedisConnectionStateListener {
  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
    heard.run();
  }

  @Override
  public void onRedisConnected(RedisChannelHandler<?, ?> anew, SocketAddress server) {
    heard.run();
  }
}
