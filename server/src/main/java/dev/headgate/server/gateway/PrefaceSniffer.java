package dev.headgate.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks at the first bytes of a cleartext connection: the preface of HTTP/2 with prior knowledge
 * (RFC 9113 section 3.3), or HTTP/1.1, for which the pipeline already stands. {@code PRI} is no
 * method of HTTP/1.1, so four bytes tell.
 */
final class PrefaceSniffer extends ByteToMessageDecoder {
  private static final byte[] PREFACE = "PRI ".getBytes(StandardCharsets.US_ASCII);

  private final Lane lane;
  private final Peer peer;

  PrefaceSniffer(Lane lane, Peer peer) {
    this.lane = lane;
    this.peer = peer;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int seen = Math.min(in.readableBytes(), PREFACE.length);
    ChannelPipeline pipeline = ctx.pipeline();
    for (int i = 0; i < seen; i++) {
      if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
        pipeline.remove(this);
        return;
      }
    }
    if (seen == PREFACE.length) {
      pipeline.remove(StrictRequestDecoder.class);
      pipeline.remove(CallerResponseEncoder.class);
      pipeline.remove(ClientSide.class);
      Http2Connection.addTo(pipeline, lane, peer);
      pipeline.remove(this);
    }
  }
}
