package dev.headgate.server.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sets up each accepted connection, up to the bound; more are closed at once. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class ClientPipeline extends ChannelInitializer<Channel> {
  private final GatewaySettings settings;
  private final Map<EventLoop, Lane> lanes;
  private final @Nullable SslContext tls;
  private final AtomicInteger open = new AtomicInteger();

  ClientPipeline(GatewaySettings settings, Map<EventLoop, Lane> lanes) {
    this.settings = settings;
    this.lanes = lanes;
    GatewaySettings.@Nullable Tls files = settings.addresses().tls();
    this.tls = files == null ? null : TlsContexts.server(files);
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
    Peer peer = Peer.of(address, tls != null, settings.forwarding());
    ChannelPipeline pipeline = channel.pipeline();
    if (tls == null) {
      pipeline.addLast(new PrefaceSniffer(lane, peer));
      addHttp1(pipeline, lane, peer);
    } else {
      pipeline.addLast(tls.newHandler(channel.alloc())).addLast(new Negotiated(lane, peer));
    }
  }

  private static void addHttp1(ChannelPipeline pipeline, Lane lane, Peer peer) {
    CallerResponseEncoder encoder = new CallerResponseEncoder();
    pipeline
        .addLast(new StrictRequestDecoder(lane.settings().sizes()))
        .addLast(encoder)
        .addLast(new ClientSide(lane, peer, encoder));
  }

  /** Chooses the protocol that the TLS handshake agreed on. */
  private static final class Negotiated extends ApplicationProtocolNegotiationHandler {
    private final Lane lane;
    private final Peer peer;

    Negotiated(Lane lane, Peer peer) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.lane = lane;
      this.peer = peer;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        Http2Connection.addTo(ctx.pipeline(), lane, peer);
      } else {
        addHttp1(ctx.pipeline(), lane, peer);
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
