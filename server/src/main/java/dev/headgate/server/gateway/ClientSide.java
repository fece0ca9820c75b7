package dev.headgate.server.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The handler of one HTTP/1.1 client connection or one HTTP/2 stream: takes one request after the
 * other, each as an exchange, and keeps pipelined ones waiting.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in the close that is watched
final class ClientSide extends ChannelInboundHandlerAdapter implements Timed {
  /** Messages of one read that may wait for their turn before reading stops. */
  private static final int WAITING_MAX = 16;

  private final Lane lane;
  private final Peer peer;
  private final @Nullable CallerResponseEncoder encoder;
  private final ArrayDeque<Object> waiting = new ArrayDeque<>(2);
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable ResponseWriter out;
  private @Nullable Parting parting;
  private Lane.@Nullable Place place;
  private @Nullable Exchange exchange;
  private final ReadPauses pauses = new ReadPauses();
  private boolean reading;
  private boolean headBegun;
  private boolean pumping;
  private long deadlineMicros;

  /**
   * A connection or stream.
   *
   * @param encoder the HTTP/1.1 encoder of the connection; null on HTTP/2
   */
  ClientSide(Lane lane, Peer peer, @Nullable CallerResponseEncoder encoder) {
    this.lane = lane;
    this.peer = peer;
    this.encoder = encoder;
  }

  Lane lane() {
    return lane;
  }

  Peer peer() {
    return peer;
  }

  boolean http2() {
    return encoder == null;
  }

  /** True between a read and its end, when everything written is flushed at once. */
  boolean reading() {
    return reading;
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext context = ctx;
    if (context == null) {
      throw new AssertionError("a client connection without a channel");
    }
    return context;
  }

  private Channel channel() {
    return context().channel();
  }

  boolean isWritable() {
    return channel().isWritable();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    out = new ResponseWriter(context, encoder);
    parting = new Parting(context, http2(), peer.secure());
    place = lane.join(this);
    deadlineMicros = lane.nowMicros() + lane.patience().client().head();
    drain(lane.draining());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    leave();
  }

  private void leave() {
    Lane.Place left = place;
    place = null;
    if (left != null) {
      lane.leave(left);
    }
  }

  // ---- reading

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    reading = true;
    if (parting().begun()) {
      parting().discard(message, lane.settings().sizes().drainBytesMax());
    } else if (waiting.isEmpty() && isReady()) {
      take(message);
    } else {
      waiting.add(message);
      if (waiting.size() >= WAITING_MAX) {
        pause(ReadPauses.WAITING);
      }
    }
  }

  /** Whether the next message has its turn: a part of the running request, or a new request. */
  private boolean isReady() {
    return exchange == null ? isWritable() : !exchange.requestEnded();
  }

  private void take(Object message) {
    if (message instanceof HttpRequest request) {
      begin(request);
    }
    if (message instanceof HttpContent content) {
      Exchange current = exchange;
      if (current == null) {
        content.release();
      } else {
        current.requestBody(RequestParts.body(content));
      }
    }
  }

  private void begin(HttpRequest request) {
    Exchange begun = new Exchange(lane, this, RequestParts.head(request, http2()));
    exchange = begun;
    begun.start();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    boolean gotMessage = reading;
    reading = false;
    if (exchange != null) {
      exchange.flushUpstream();
    } else if (!gotMessage && !parting().begun() && !headBegun) {
      headBegun = true;
      deadlineMicros = Math.min(deadlineMicros, lane.nowMicros() + lane.patience().client().head());
    }
  }

  void pause(int reason) {
    pauses.add(reason, channel().config());
  }

  void resume(int reason) {
    pauses.remove(reason, channel().config());
  }

  private Parting parting() {
    Parting present = parting;
    if (present == null) {
      throw new AssertionError("a client connection without a channel");
    }
    return present;
  }

  // ---- writing

  private ResponseWriter out() {
    ResponseWriter writer = out;
    if (writer == null) {
      throw new AssertionError("a client connection without a channel");
    }
    return writer;
  }

  void write(HttpResponse head, boolean headOnly) {
    out().write(head, headOnly);
  }

  void write(HttpContent content) {
    out().write(content);
  }

  void flush() {
    out().flush();
  }

  /** The end of a response; flushed with the read it came from, or now if nothing follows. */
  void writeLast(HttpContent last, boolean keepOpen) {
    if (keepOpen) {
      write(last);
      finished();
    } else {
      closeAfter(out().writeEnd(last));
    }
  }

  /** A whole response of the gateway's own. */
  void answer(FullHttpResponse response, boolean headOnly, boolean keepOpen) {
    ChannelFuture written = out().writeWhole(response, headOnly);
    if (keepOpen) {
      finished();
    } else {
      closeAfter(written);
    }
  }

  /** The response has left; once the request has arrived in full too, the next one is taken. */
  void finished() {
    Exchange current = exchange;
    if (current == null || !current.requestEnded()) {
      return;
    }
    exchange = null;
    headBegun = false;
    deadlineMicros = lane.nowMicros() + lane.patience().client().keepAliveIdle();
    if (lane.draining() && !http2()) {
      part();
    } else {
      pump();
    }
  }

  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    while (!waiting.isEmpty() && !parting().begun() && isReady()) {
      take(waiting.remove());
    }
    pumping = false;
    if (waiting.isEmpty()) {
      resume(ReadPauses.WAITING);
    }
    if (exchange != null) {
      exchange.flushUpstream();
    }
  }

  private void closeAfter(ChannelFuture written) {
    Exchange current = exchange;
    boolean requestEnded = current == null || current.requestEnded();
    exchange = null;
    deadlineMicros = lane.nowMicros() + lane.patience().client().head();
    parting().begin(written, requestEnded);
    releaseWaiting();
  }

  /** Closes once everything written has left. */
  void part() {
    closeAfter(out().written());
  }

  private void releaseWaiting() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    resume(ReadPauses.WAITING);
  }

  void openTunnel(FullHttpResponse response, UpstreamSide upstream, Tunnel tunnel) {
    if (!waiting.isEmpty()) {
      response.release();
      close();
      return;
    }
    write(response, false);
    flush();
    exchange = null;
    // a codec that is removed hands on what it had read, so the way out must be clear before
    ChannelPipeline pipeline = context().pipeline();
    tunnel.connect(pipeline, this, upstream.channel());
    upstream.openTunnel(tunnel, pipeline.channel());
    pipeline.remove(StrictRequestDecoder.class);
  }

  // ---- events

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Exchange current = exchange;
    if (current != null) {
      current.clientWritable(isWritable());
    } else if (isWritable()) {
      pump();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Exchange current = exchange;
    exchange = null;
    parting().gone();
    if (current != null) {
      current.clientGone();
    }
    releaseWaiting();
    leave();
  }

  /** A stream that its client reset is gone at once, even if some of it was not read yet. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof Http2ResetFrame) {
      context.close();
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException) {
      out().reset();
    }
    context.close();
  }

  @Override
  public void tick(long nowMicros) {
    Exchange current = exchange;
    if (current != null) {
      current.tick(nowMicros);
    } else if (nowMicros >= deadlineMicros) {
      idleTimeUp();
    }
  }

  private void idleTimeUp() {
    if (headBegun && !parting().begun() && !http2()) {
      FullHttpResponse late =
          Problem.of(HttpResponseStatus.REQUEST_TIMEOUT, "head: not complete in time").response();
      ResponseEdits.sayConnection(late, false, false);
      answer(late, false, false);
    } else {
      close();
    }
  }

  @Override
  public void drain() {
    drain(true);
  }

  private void drain(boolean draining) {
    if (draining && !http2() && exchange == null && waiting.isEmpty() && !parting().begun()) {
      close();
    }
  }

  @Override
  public void cut() {
    Exchange current = exchange;
    if (current != null) {
      current.drainOver();
    } else if (!parting().begun()) {
      part();
    }
  }

  @Override
  public void abort() {
    close();
  }

  void close() {
    context().close();
  }
}
