package dev.headgate.server.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets up each accepted connection, up to the bound; more are closed at once. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class ClientPipeline extends ChannelInitializer<Channel> {
  private final GatewaySettings settings;
  private final Map<EventLoop, Lane> lanes;
  private final AtomicInteger open = new AtomicInteger();

  ClientPipeline(GatewaySettings settings, Map<EventLoop, Lane> lanes) {
    this.settings = settings;
    this.lanes = lanes;
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.closeFuture().addListener(future -> open.decrementAndGet());
    Lane lane = lanes.get(channel.eventLoop());
    if (open.incrementAndGet() > settings.connections().clientsMax() || lane == null) {
      channel.close();
      return;
    }
    InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    Peer peer = Peer.of(address, false, settings.forwarding());
    addHttp1(channel, lane, peer);
  }

  private void addHttp1(Channel channel, Lane lane, Peer peer) {
    CallerResponseEncoder encoder = new CallerResponseEncoder();
    channel
        .pipeline()
        .addLast(new StrictRequestDecoder(settings.sizes()))
        .addLast(encoder)
        .addLast(new ClientSide(lane, peer, encoder));
  }
}
