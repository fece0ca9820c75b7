package dev.headgate.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Two connections after an upgrade: bytes of the one go to the other unread, each way with
 * back-pressure; the end of one is the end of both.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class Tunnel implements Timed {
  private final Lane lane;
  private final Exchange exchange;
  private Lane.@Nullable Place place;
  private @Nullable Channel client;
  private @Nullable Channel upstream;
  private long upBytes;
  private long downBytes;
  private long deadlineMicros;

  Tunnel(Lane lane, Exchange exchange) {
    this.lane = lane;
    this.exchange = exchange;
  }

  /** The end that stands in the upstream's pipeline. */
  ChannelHandler upstreamEnd(Channel toClient) {
    return new End(toClient, false);
  }

  /** Takes the client connection over from its handler; requests are still read as such. */
  void connect(ChannelPipeline pipeline, ClientSide replaced, Channel toUpstream) {
    client = pipeline.channel();
    upstream = toUpstream;
    place = lane.join(this);
    alive();
    pipeline.replace(replaced, null, new End(toUpstream, true));
    pipeline.remove(CallerResponseEncoder.class);
  }

  private void alive() {
    deadlineMicros = lane.nowMicros() + lane.patience().tunnel();
  }

  private void closed() {
    Lane.Place left = place;
    place = null;
    if (left != null) {
      lane.leave(left);
      exchange.tunnelClosed(upBytes, downBytes);
    }
  }

  @Override
  public void tick(long nowMicros) {
    exchange.tickPassage(nowMicros);
    if (nowMicros >= deadlineMicros) {
      abort();
    }
  }

  /** A tunnel has no end of its own: it may use up the drain time. */
  @Override
  public void drain() {}

  @Override
  public void cut() {
    abort();
  }

  @Override
  public void abort() {
    if (client != null && upstream != null) {
      client.close();
      upstream.close();
    }
  }

  private final class End extends ChannelInboundHandlerAdapter {
    private final Channel other;
    private final boolean up;

    End(Channel other, boolean up) {
      this.other = other;
      this.up = up;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (!(message instanceof ByteBuf bytes)) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (up) {
        upBytes += bytes.readableBytes();
      } else {
        downBytes += bytes.readableBytes();
      }
      alive();
      other.write(bytes, other.voidPromise());
      if (!other.isWritable()) {
        ctx.channel().config().setAutoRead(false);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      other.config().setAutoRead(ctx.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      other.close();
      closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
