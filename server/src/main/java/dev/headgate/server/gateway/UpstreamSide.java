package dev.headgate.server.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * The handler of one upstream connection: carries one exchange at a time and hands the response to
 * it. Bytes that nobody asked for end the connection, since the next response could not be told
 * from them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class UpstreamSide extends ChannelInboundHandlerAdapter {
  private final UpstreamPool pool;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Exchange exchange;
  private @Nullable ClientSide unflushed;
  private boolean informational;
  private boolean reusable;
  private boolean dirty;
  private long idleSince;

  UpstreamSide(UpstreamPool pool) {
    this.pool = pool;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext context = ctx;
    if (context == null) {
      throw new AssertionError("an upstream connection without a channel");
    }
    return context;
  }

  boolean isActive() {
    return context().channel().isActive();
  }

  boolean isWritable() {
    return context().channel().isWritable();
  }

  long idleSince() {
    return idleSince;
  }

  void idleSince(long micros) {
    idleSince = micros;
  }

  /** Serves the exchange until it lets go. */
  void carry(Exchange carried) {
    exchange = carried;
    reusable = false;
  }

  void write(Object message) {
    dirty = true;
    ChannelHandlerContext context = context();
    context.write(message, context.voidPromise());
  }

  void flush() {
    if (dirty) {
      dirty = false;
      context().flush();
    }
  }

  void pause() {
    context().channel().config().setAutoRead(false);
  }

  void resume() {
    context().channel().config().setAutoRead(true);
  }

  /** Ends the carrying: kept for the next exchange if the response allows it. */
  void letGo(boolean requestSent) {
    exchange = null;
    if (reusable && requestSent) {
      resume();
      pool.keep(this);
    } else {
      close();
    }
  }

  void close() {
    exchange = null;
    context().close();
  }

  Channel channel() {
    return context().channel();
  }

  /** Gives this connection over to the tunnel; bytes after the response head go there. */
  void openTunnel(Tunnel tunnel, Channel client) {
    exchange = null;
    ChannelPipeline pipeline = context().pipeline();
    pipeline.replace(this, null, tunnel.upstreamEnd(client));
    pipeline.remove(HttpClientCodec.class);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Exchange current = exchange;
    if (current == null) {
      ReferenceCountUtil.release(message);
      close();
      return;
    }
    unflushed = current.client();
    if (message instanceof HttpResponse response) {
      head(current, response);
    } else if (message instanceof HttpContent content) {
      body(current, content);
    } else {
      ReferenceCountUtil.release(message);
      close();
    }
  }

  private void head(Exchange current, HttpResponse response) {
    informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    reusable = HttpUtil.isKeepAlive(response);
    if (response.decoderResult().isFailure()) {
      ReferenceCountUtil.release(response);
      current.upstreamBroken(this);
    } else {
      current.responseHead(response);
    }
  }

  private void body(Exchange current, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      current.upstreamBroken(this);
    } else if (!informational) {
      current.responseBody(content);
    } else if (content instanceof LastHttpContent) {
      informational = false;
      current.informationalEnded();
      content.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    ClientSide client = unflushed;
    if (client != null) {
      unflushed = null;
      client.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.upstreamWritable(isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.upstreamBroken(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
