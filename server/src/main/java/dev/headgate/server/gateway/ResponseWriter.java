package dev.headgate.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/** Writes responses to one client connection or stream, without flushing where not said. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel
final class ResponseWriter {
  private final ChannelHandlerContext ctx;
  private final @Nullable CallerResponseEncoder encoder;

  /**
   * A writer.
   *
   * @param encoder null on HTTP/2
   */
  ResponseWriter(ChannelHandlerContext ctx, @Nullable CallerResponseEncoder encoder) {
    this.ctx = ctx;
    this.encoder = encoder;
  }

  /** HTTP/1.1 needs no promise: a failure closes the connection, which is what is watched. */
  private ChannelPromise promise() {
    return encoder == null ? ctx.newPromise() : ctx.voidPromise();
  }

  void write(HttpResponse head, boolean headOnly) {
    if (encoder != null) {
      encoder.headOnly(headOnly);
    }
    ctx.write(head, promise());
  }

  void write(HttpContent content) {
    ctx.write(content, promise());
  }

  void flush() {
    ctx.flush();
  }

  /** Writes the end of a response; the future tells when everything has left. */
  ChannelFuture writeEnd(HttpContent last) {
    return ctx.writeAndFlush(last);
  }

  /** Writes a whole response; the future tells when it has left. */
  ChannelFuture writeWhole(FullHttpResponse response, boolean headOnly) {
    FullHttpResponse sent = response;
    if (headOnly) {
      sent = response.replace(Unpooled.EMPTY_BUFFER);
      response.release();
    }
    if (encoder != null) {
      encoder.headOnly(headOnly);
    }
    return ctx.writeAndFlush(sent);
  }

  /** The future of everything written so far. */
  ChannelFuture written() {
    return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  /** Ends an HTTP/2 stream whose request could not be read. */
  void reset() {
    if (encoder == null) {
      ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
    }
  }
}
