package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The request body of one exchange: counts it, and holds what arrives before there is an upstream.
 * Holding pauses the client, so at most what one read brought is held.
 */
final class RequestBody {
  private final ClientSide client;
  private final Looking looking;
  private @Nullable ArrayDeque<HttpContent> held;
  private boolean ended;
  private long bytes;
  private long drainedBytes;

  RequestBody(ClientSide client, Looking looking) {
    this.client = client;
    this.looking = looking;
  }

  void count(HttpContent content) {
    ended |= content instanceof LastHttpContent;
    bytes += content.content().readableBytes();
  }

  boolean ended() {
    return ended;
  }

  long bytes() {
    return bytes;
  }

  /** What follows cannot be read as a body or a request any more. */
  void lost() {
    ended = false;
  }

  void hold(HttpContent content) {
    if (content.equals(LastHttpContent.EMPTY_LAST_CONTENT) && held == null) {
      return;
    }
    if (held == null) {
      held = new ArrayDeque<>();
    }
    held.add(content);
    client.pause(ReadPauses.HELD);
  }

  /** Sends on what was held, or the end of a body that never began. */
  void sendHeld(UpstreamSide upstream) {
    ArrayDeque<HttpContent> contents = held;
    held = null;
    if (contents != null) {
      contents.forEach(content -> send(content, upstream));
    } else if (ended) {
      upstream.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    client.resume(ReadPauses.HELD);
  }

  /** Sends a part on. */
  void send(HttpContent content, UpstreamSide upstream) {
    looking.request(content.content());
    upstream.write(content);
  }

  void releaseHeld() {
    ArrayDeque<HttpContent> contents = held;
    held = null;
    if (contents != null) {
      contents.forEach(HttpContent::release);
    }
    client.resume(ReadPauses.HELD);
  }

  /** Throws a part away; false if it is broken or one too many. */
  boolean drain(HttpContent content, long drainBytesMax) {
    drainedBytes += content.content().readableBytes();
    boolean broken = content.decoderResult().isFailure();
    content.release();
    return !broken && drainedBytes <= drainBytesMax;
  }
}
