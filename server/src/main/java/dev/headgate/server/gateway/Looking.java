package dev.headgate.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's end of a watch: shows it the bytes in the array they are in, or in pieces copied to
 * one of the lane, and stops asking it once it failed.
 */
final class Looking {
  private static final System.Logger LOG = System.getLogger(Looking.class.getName());

  private final byte[] piece;
  private BodyWatch watch = BodyWatch.NONE;
  private BodyWatch.Interest interest = BodyWatch.Interest.NOTHING;
  private boolean asksForRequest;

  Looking(byte[] piece) {
    this.piece = piece;
  }

  void begin(BodyWatch admitted) {
    watch = admitted;
    quietly(() -> asksForRequest = admitted.wantsRequest());
  }

  void request(ByteBuf part) {
    if (asksForRequest && part.isReadable()) {
      quietly(() -> show(part, watch::request));
    }
  }

  BodyWatch.Interest head(HttpResponse response, String method, boolean bodyless) {
    quietly(() -> interest = watch.head(new Head(response, method, !bodyless)));
    return interest;
  }

  void response(ByteBuf part) {
    if (interest != BodyWatch.Interest.NOTHING && part.isReadable()) {
      quietly(() -> show(part, watch::response));
    }
  }

  List<Field> fields() {
    try {
      return watch.fields();
    } catch (RuntimeException e) {
      failed(e);
      return List.of();
    }
  }

  private void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(RuntimeException cause) {
    LOG.log(System.Logger.Level.ERROR, "a watch failed", cause);
    watch = BodyWatch.NONE;
    interest = BodyWatch.Interest.NOTHING;
    asksForRequest = false;
  }

  @FunctionalInterface
  private interface Bytes {
    void take(byte[] bytes, int from, int to);
  }

  private void show(ByteBuf part, Bytes taker) {
    int from = part.readerIndex();
    int size = part.readableBytes();
    if (part.hasArray()) {
      int begin = part.arrayOffset() + from;
      taker.take(part.array(), begin, begin + size);
      return;
    }
    for (int shown = 0; shown < size; shown += piece.length) {
      int some = Math.min(piece.length, size - shown);
      part.getBytes(from + shown, piece, 0, some);
      taker.take(piece, 0, some);
    }
  }

  private record Head(HttpResponse response, String method, boolean mayHaveBody)
      implements ResponseHead {
    @Override
    public int status() {
      return response.status().code();
    }

    @Override
    public @Nullable String field(String name) {
      return response.headers().get(name);
    }

    @Override
    public void remove(String name) {
      response.headers().remove(name);
    }
  }
}
