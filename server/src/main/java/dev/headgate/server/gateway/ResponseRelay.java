package dev.headgate.server.gateway;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way back of one exchange: from the upstream's response to the one the caller reads. */
final class ResponseRelay {
  private final Lane lane;
  private final ClientSide client;
  private final HttpRequest request;
  private final boolean keepAlive;
  private final boolean http10;
  private final boolean expectsContinue;
  private final Looking looking;
  private List<Field> fields = List.of();
  private boolean fieldsFit = true;
  private @Nullable HeldResponse held;
  private @Nullable FullHttpResponse switching;
  private boolean heard;
  private boolean begun;
  private boolean keepOpen;
  private boolean continued;
  private int status;
  private long bytes;
  private final long startedMicros;

  /**
   * Reads the clock, and remembers what the request says about its connection, before its fields
   * are edited.
   */
  ResponseRelay(Lane lane, ClientSide client, HttpRequest request, Looking looking) {
    this.looking = looking;
    this.lane = lane;
    this.client = client;
    this.startedMicros = lane.readClock();
    this.request = request;
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.expectsContinue = request.headers().contains(HttpHeaderNames.EXPECT);
  }

  void admitted(Admission.Forward admission) {
    fields = admission.responseFields();
    looking.begin(admission.passage().watch());
  }

  /** The fields of the admission cannot be sent: what follows leaves without them. */
  void fieldsUnfit() {
    fieldsFit = false;
  }

  /** True once anything came from the upstream. */
  boolean heard() {
    return heard;
  }

  /** True once the final response head was handed to the client. */
  boolean begun() {
    return begun;
  }

  int status() {
    return status;
  }

  long bytes() {
    return bytes;
  }

  /** Takes a response head; false if it breaks the protocol. */
  boolean head(HttpResponse response, boolean requestEnded) {
    heard = true;
    status = response.status().code();
    if (!ResponseEdits.isFramed(response.headers())) {
      return false;
    }
    if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      return switchProtocols(response);
    }
    if (status < 200) {
      informational(response);
    } else {
      finalHead(response, requestEnded);
    }
    return true;
  }

  private boolean switchProtocols(HttpResponse response) {
    if (!UpstreamEdits.isUpgrade(request)) {
      return false;
    }
    FullHttpResponse whole = Answers.bodyless(response);
    ResponseEdits.replace(whole.headers(), fields);
    switching = whole;
    return true;
  }

  /** The 101 that waits for its end, or null; handed out once. */
  @Nullable FullHttpResponse takeSwitching() {
    FullHttpResponse taken = switching;
    switching = null;
    if (taken != null) {
      begun = true;
      count(status);
    }
    return taken;
  }

  private void informational(HttpResponse response) {
    continued |= status == HttpResponseStatus.CONTINUE.code();
    if (!http10) {
      HopFields.removeFrom(response.headers());
      client.write(Answers.bodyless(response), false);
    }
  }

  private void finalHead(HttpResponse response, boolean requestEnded) {
    ResponseEdits.apply(response, fields, lane.settings().forwarding().via());
    boolean headOnly = request.method().equals(HttpMethod.HEAD);
    boolean bodyless = headOnly || status == 204 || status == 304;
    keepOpen = ResponseEdits.frame(response, bodyless, !http10) && mayKeepOpen(requestEnded);
    sayConnection(response, keepOpen);
    switch (looking.head(response, request.method().name(), bodyless)) {
      case NOTHING, PARTS -> leave(response);
      case PARTS_BEFORE_HEAD -> held = new HeldResponse(response, lane.nowMicros());
    }
  }

  private void leave(HttpResponse response) {
    ResponseEdits.replace(response.headers(), looking.fields());
    begun = true;
    count(status);
    client.write(response, request.method().equals(HttpMethod.HEAD));
  }

  /** Lets the head go, and what waits behind it. */
  private void leaveHeld() {
    HeldResponse waiting = held;
    held = null;
    if (waiting != null) {
      leave(waiting.head());
      waiting.parts().forEach(client::write);
    }
  }

  /** A head that has waited long enough leaves as it is. */
  void tick(long nowMicros) {
    if (held != null && held.isLate(nowMicros)) {
      leaveHeld();
      client.flush();
    }
  }

  /** Throws away what waits: the response will not be the upstream's. */
  void releaseHeld() {
    HeldResponse waiting = held;
    held = null;
    if (waiting != null) {
      waiting.release();
    }
  }

  /** Whether the connection can serve another request after this response. */
  boolean mayKeepOpen(boolean requestEnded) {
    // a caller that still waits for its 100 may or may not send its body: nobody can tell
    boolean bodyInDoubt = expectsContinue && !continued && !requestEnded;
    return keepAlive && !bodyInDoubt && !lane.draining();
  }

  /** A response of the gateway's own is about to leave, with the fields of its decision. */
  void own(HttpResponse response, boolean open) {
    if (fieldsFit) {
      ResponseEdits.replace(response.headers(), fields);
      ResponseEdits.replace(response.headers(), looking.fields());
    }
    count(response.status().code());
    sayConnection(response, open);
  }

  private void count(int finalStatus) {
    long micros = lane.readClock() - startedMicros;
    lane.listener().answered(request.method().name(), finalStatus, micros);
  }

  private void sayConnection(HttpResponse response, boolean open) {
    if (!client.http2()) {
      ResponseEdits.sayConnection(response, open, http10);
    }
  }

  /** Takes a part of the body that is not the last. */
  void part(HttpContent content) {
    bytes += content.content().readableBytes();
    looking.response(content.content());
    HeldResponse waiting = held;
    if (waiting == null) {
      client.write(content);
      return;
    }
    waiting.add(content);
    if (waiting.isFull() || !looking.fields().isEmpty()) {
      leaveHeld();
    }
  }

  void count(LastHttpContent last) {
    bytes += last.content().readableBytes();
    looking.response(last.content());
  }

  void last(LastHttpContent last) {
    leaveHeld();
    client.writeLast(last, keepOpen && !lane.draining());
  }
}
