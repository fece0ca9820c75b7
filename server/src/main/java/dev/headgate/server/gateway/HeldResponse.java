package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A response whose head waits for the fields that the end of a short body brings. */
final class HeldResponse {
  private final HttpResponse head;
  private final long sinceMicros;
  private final List<HttpContent> parts = new ArrayList<>(2);
  private long bytes;

  HeldResponse(HttpResponse head, long nowMicros) {
    this.head = head;
    this.sinceMicros = nowMicros;
  }

  HttpResponse head() {
    return head;
  }

  void add(HttpContent part) {
    bytes += part.content().readableBytes();
    parts.add(part);
  }

  boolean isFull() {
    return bytes > GatewaySettings.Sizes.HELD_BYTES_MAX;
  }

  boolean isLate(long nowMicros) {
    return nowMicros - sinceMicros >= GatewaySettings.Times.HELD_MICROS;
  }

  /** The parts, which are the caller's from now on. */
  List<HttpContent> parts() {
    return parts;
  }

  void release() {
    parts.forEach(HttpContent::release);
  }
}
