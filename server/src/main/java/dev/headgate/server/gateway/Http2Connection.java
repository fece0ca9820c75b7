package dev.headgate.server.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 client connection; each of its streams is a channel of its own with a {@link
 * ClientSide}. Draining sends GOAWAY and lets the streams finish.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class Http2Connection extends ChannelInboundHandlerAdapter implements Timed {
  private final Lane lane;
  private final Http2FrameCodec codec;
  private @Nullable ChannelHandlerContext ctx;
  private Lane.@Nullable Place place;
  private long busyMicros;

  private Http2Connection(Lane lane, Http2FrameCodec codec) {
    this.lane = lane;
    this.codec = codec;
  }

  static void addTo(ChannelPipeline pipeline, Lane lane, Peer peer) {
    GatewaySettings settings = lane.settings();
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(settings.connections().streamsMax())
                    .initialWindowSize(Transport.PART_BYTES_MAX)
                    .maxHeaderListSize(settings.sizes().headerBytesMax()))
            .gracefulShutdownTimeoutMillis(-1)
            .build();
    pipeline
        .addLast(codec)
        .addLast(new Http2MultiplexHandler(new Streams(lane, peer)))
        .addLast(new Http2Connection(lane, codec));
  }

  /** Sets up the channel of one stream. */
  private static final class Streams extends ChannelInitializer<Channel> {
    private final Lane lane;
    private final Peer peer;

    Streams(Lane lane, Peer peer) {
      this.lane = lane;
      this.peer = peer;
    }

    @Override
    protected void initChannel(Channel stream) {
      stream.pipeline().addLast(new StreamCodec()).addLast(new ClientSide(lane, peer, null));
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    busyMicros = lane.nowMicros();
    place = lane.join(this);
    if (lane.draining()) {
      drain();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    Lane.Place left = place;
    place = null;
    if (left != null) {
      lane.leave(left);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  @Override
  public void tick(long nowMicros) {
    if (codec.connection().numActiveStreams() > 0) {
      busyMicros = nowMicros;
    } else if (nowMicros - busyMicros >= lane.patience().client().keepAliveIdle()) {
      drain();
    }
  }

  /** GOAWAY now, the end of the connection once its streams have ended. */
  @Override
  public void drain() {
    if (ctx != null) {
      ctx.close();
    }
  }

  /** GOAWAY was said; the streams end by themselves, and the connection after the last of them. */
  @Override
  public void cut() {}

  /** Closes below the codec, which would wait for its streams. */
  @Override
  public void abort() {
    if (ctx != null) {
      ctx.pipeline().firstContext().close();
    }
  }
}
