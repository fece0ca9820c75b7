package dev.headgate.server.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.util.List;

/**
 * Netty's translation of an HTTP/2 stream to HTTP/1.1 messages, but a request without a body comes
 * as head and end: the whole message it would make loses its buffer if method or path turn out to
 * be malformed, one for every such request.
 */
final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {

  StreamCodec() {
    super(true);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, Http2StreamFrame frame, List<Object> out)
      throws Exception {
    if (frame instanceof Http2HeadersFrame head
        && head.isEndStream()
        && head.headers().method() != null) {
      Http2FrameStream stream = head.stream();
      out.add(
          HttpConversionUtil.toHttpRequest(stream == null ? 0 : stream.id(), head.headers(), true));
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      super.decode(ctx, frame, out);
    }
  }
}
