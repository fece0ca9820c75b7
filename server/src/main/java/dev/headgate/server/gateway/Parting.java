package dev.headgate.server.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;

/**
 * The end of a client connection or stream: closes once the last response is out, and not under it.
 * A connection that closes while its client still sends is reset, and the reset may overtake the
 * response (RFC 9112 section 9.6): what the client sends is thrown away then, for a bounded time
 * and size.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class Parting {
  private final ChannelHandlerContext ctx;
  private final boolean http2;
  private final boolean secure;
  private boolean begun;
  private long thrownAwayBytes;

  Parting(ChannelHandlerContext ctx, boolean http2, boolean secure) {
    this.ctx = ctx;
    this.http2 = http2;
    this.secure = secure;
  }

  /** True once nothing more is taken from the client. */
  boolean begun() {
    return begun;
  }

  /** The client is gone: there is nobody to part from. */
  void gone() {
    begun = true;
  }

  /**
   * Closes after what was written.
   *
   * @param requestEnded whether the client has said all it wanted to
   */
  void begin(ChannelFuture written, boolean requestEnded) {
    begun = true;
    if (requestEnded) {
      written.addListener(ChannelFutureListener.CLOSE);
    } else if (http2) {
      written.addListener(future -> reset());
    } else if (!secure) {
      written.addListener(future -> shutdownOutput());
    }
  }

  /** Asks the client to stop sending; it must keep the response (RFC 9113 section 8.1). */
  private void reset() {
    ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /** Says that this was all. TLS says it by the framing of the response alone. */
  private void shutdownOutput() {
    if (ctx.channel() instanceof DuplexChannel duplex && duplex.isActive()) {
      duplex.shutdownOutput();
    } else {
      ctx.close();
    }
  }

  /** Throws away what still comes, at most so many bytes of it. */
  void discard(Object message, long bytesMax) {
    boolean last = message instanceof LastHttpContent;
    if (message instanceof HttpContent content) {
      thrownAwayBytes += content.content().readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (last || thrownAwayBytes > bytesMax) {
      ctx.close();
    }
  }
}
