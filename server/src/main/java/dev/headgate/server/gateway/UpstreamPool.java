package dev.headgate.server.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The upstream connections of one lane. Idle ones are reused newest first, so that the rest age and
 * are closed before the upstream closes them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class UpstreamPool {
  private final Lane lane;
  private final Bootstrap bootstrap;
  private final GatewaySettings.Connections bounds;
  private final ArrayDeque<UpstreamSide> idle = new ArrayDeque<>();
  private @Nullable DnsAddressResolverGroup resolver;
  private int open;
  private boolean closed;

  UpstreamPool(Lane lane, Transport transport) {
    this.lane = lane;
    this.bounds = lane.settings().connections();
    GatewaySettings.Addresses addresses = lane.settings().addresses();
    long connectMillis = Math.max(1, lane.patience().upstream().connect() / 1_000);
    this.bootstrap =
        new Bootstrap()
            .group(lane.loop())
            .channel(transport.channel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(connectMillis, 1 << 30))
            .handler(new Pipeline());
    resolve(addresses.upstreamHost(), addresses.upstreamPort(), transport);
  }

  /** A literal address is taken as it is; a name is looked up without blocking the loop. */
  private void resolve(String host, int port, Transport transport) {
    @Nullable InetAddress literal = AddressRange.parseAddress(host);
    if (literal != null) {
      bootstrap.remoteAddress(new InetSocketAddress(literal, port));
      return;
    }
    DnsNameResolverBuilder dns =
        new DnsNameResolverBuilder().datagramChannelType(transport.datagramChannel());
    DnsAddressResolverGroup names = new DnsAddressResolverGroup(dns);
    resolver = names;
    bootstrap.remoteAddress(InetSocketAddress.createUnresolved(host, port)).resolver(names);
  }

  /** Gives the exchange a connection now or later, or tells it why there is none. */
  void acquire(Exchange exchange) {
    for (UpstreamSide kept = idle.pollLast(); kept != null; kept = idle.pollLast()) {
      if (kept.isActive()) {
        exchange.connected(kept, true);
        return;
      }
    }
    acquireFresh(exchange);
  }

  /** As acquire, but never a connection that was used before. */
  void acquireFresh(Exchange exchange) {
    if (open >= bounds.upstreamsMax()) {
      exchange.noConnection();
      return;
    }
    open++;
    bootstrap.connect().addListener((ChannelFuture future) -> connected(future, exchange));
  }

  private void connected(ChannelFuture future, Exchange exchange) {
    if (!future.isSuccess()) {
      exchange.connectFailed(future.cause());
      return;
    }
    UpstreamSide side = future.channel().pipeline().get(UpstreamSide.class);
    if (exchange.awaitsConnection()) {
      exchange.connected(side, false);
    } else {
      keep(side);
    }
  }

  /** Takes back a connection on which nothing is under way. */
  void keep(UpstreamSide side) {
    if (closed || idle.size() >= bounds.upstreamsIdleMax() || !side.isActive()) {
      side.close();
      return;
    }
    side.idleSince(lane.nowMicros());
    idle.addLast(side);
  }

  /** A connection is gone, whoever closed it, or never came to be. */
  private void gone(UpstreamSide side) {
    open--;
    idle.remove(side);
  }

  void expire(long nowMicros) {
    long before = nowMicros - lane.patience().upstream().keepAliveIdle();
    while (!idle.isEmpty() && idle.getFirst().idleSince() <= before) {
      idle.removeFirst().close();
    }
  }

  void close() {
    closed = true;
    if (resolver != null) {
      resolver.close();
    }
    while (!idle.isEmpty()) {
      idle.removeFirst().close();
    }
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      GatewaySettings.Sizes sizes = lane.settings().sizes();
      HttpDecoderConfig config =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(sizes.requestLineBytesMax())
              .setMaxHeaderSize(sizes.headerBytesMax())
              .setMaxChunkSize(Transport.PART_BYTES_MAX);
      UpstreamSide side = new UpstreamSide(UpstreamPool.this);
      channel.closeFuture().addListener(future -> gone(side));
      channel.pipeline().addLast(new HttpClientCodec(config, false, false)).addLast(side);
    }
  }
}
