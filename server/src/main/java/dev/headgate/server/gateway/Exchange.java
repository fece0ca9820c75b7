package dev.headgate.server.gateway;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response: a state machine on the lane of its client connection. As runnable
 * it is the cut of its passage, from any thread.
 */
final class Exchange implements Runnable {
  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

  private enum State {
    /** The gatekeeper thinks. */
    ASKED,
    /** Admitted, waiting for a connection. */
    CONNECTING,
    /** Both ways are open. */
    FORWARDING,
    /** The response is out, the rest of the request thrown away. */
    DRAINING,
    DONE
  }

  private final Lane lane;
  private final ClientSide client;
  private final HttpRequest request;
  private final Asking asking;
  private final RequestBody body;
  private final ResponseRelay relay;
  private final PassageEnd passage = new PassageEnd();
  private State state = State.ASKED;
  private @Nullable UpstreamSide upstream;
  private boolean reused;
  private boolean retried;
  private long deadlineMicros;

  Exchange(Lane lane, ClientSide client, HttpRequest request) {
    this.lane = lane;
    this.client = client;
    this.request = request;
    this.asking = new Asking(lane, this);
    Looking looking = new Looking(lane.piece());
    this.body = new RequestBody(client, looking);
    this.relay = new ResponseRelay(lane, client, request, looking);
  }

  ClientSide client() {
    return client;
  }

  boolean requestEnded() {
    return body.ended();
  }

  boolean awaitsConnection() {
    return state == State.CONNECTING;
  }

  private void patient(long micros) {
    deadlineMicros = lane.nowMicros() + micros;
  }

  void start() {
    patient(lane.patience().admission());
    asking.start(request, client, lane.nowMicros());
  }

  boolean awaitsAdmission() {
    return state == State.ASKED;
  }

  void forward(Admission.Forward forward) {
    state = State.CONNECTING;
    patient(lane.patience().upstream().connect());
    relay.admitted(forward);
    passage.open(forward.passage(), this, lane.nowMicros());
    if (state != State.CONNECTING) {
      return;
    }
    try {
      lane.edits().apply(request, forward, client);
    } catch (IllegalArgumentException e) {
      unfit(new Outcome.NotSent(), e);
      return;
    }
    lane.pool().acquire(this);
  }

  void connected(UpstreamSide side, boolean wasKept) {
    state = State.FORWARDING;
    upstream = side;
    reused = wasKept;
    side.carry(this);
    side.write(request);
    body.sendHeld(side);
    patientWithRequest();
    if (!client.reading()) {
      side.flush();
    }
  }

  private void patientWithRequest() {
    Patience patience = lane.patience();
    patient(body.ended() ? patience.upstream().responseHead() : patience.client().bodyIdle());
  }

  void noConnection() {
    fail(Trouble.ALL_IN_USE, notSent());
  }

  void connectFailed(Throwable cause) {
    if (state != State.CONNECTING) {
      return;
    }
    fail(Trouble.ofConnecting(cause), notSent());
  }

  /** The first try of a retried request may have been seen by the upstream. */
  private Outcome notSent() {
    return retried ? new Outcome.UpstreamFailed() : new Outcome.NotSent();
  }

  void flushUpstream() {
    if (upstream != null) {
      upstream.flush();
    }
  }

  void upstreamWritable(boolean writable) {
    if (writable) {
      client.resume(ReadPauses.UPSTREAM);
    } else {
      client.pause(ReadPauses.UPSTREAM);
    }
  }

  void clientWritable(boolean writable) {
    UpstreamSide side = upstream;
    if (state != State.FORWARDING || side == null) {
      return;
    }
    if (writable) {
      patient(lane.patience().upstream().responseIdle());
      side.resume();
    } else {
      patient(lane.patience().client().stalled());
      side.pause();
    }
  }

  // ---- request body

  void requestBody(HttpContent content) {
    body.count(content);
    if (state == State.DRAINING || state == State.DONE) {
      drain(content);
    } else if (content.decoderResult().isFailure()) {
      content.release();
      body.lost();
      refuseRest(RequestRules.malformed());
    } else if (body.bytes() > lane.settings().sizes().bodyBytesMax()) {
      content.release();
      refuseRest(lane.rules().tooLarge("more"));
    } else if (state == State.FORWARDING && upstream != null) {
      send(upstream, content);
    } else {
      body.hold(content);
    }
  }

  private void send(UpstreamSide side, HttpContent content) {
    patientWithRequest();
    body.send(content, side);
    if (!side.isWritable()) {
      client.pause(ReadPauses.UPSTREAM);
    }
  }

  private void refuseRest(Problem problem) {
    passage.end(new Outcome.ClientGone(state == State.FORWARDING));
    if (relay.begun()) {
      breakOff();
    } else {
      answer(problem.response(), false);
    }
  }

  private void drain(HttpContent content) {
    if (!body.drain(content, lane.settings().sizes().drainBytesMax())) {
      client.close();
    } else if (body.ended() && state == State.DRAINING) {
      state = State.DONE;
      client.finished();
    }
  }

  void responseHead(HttpResponse response) {
    patient(lane.patience().upstream().responseIdle());
    try {
      if (!relay.head(response, body.ended())) {
        failBroken();
      }
    } catch (IllegalArgumentException e) {
      unfit(answered(body.bytes(), 0), e);
    }
  }

  void responseBody(HttpContent content) {
    if (content instanceof LastHttpContent last) {
      responseEnd(last);
      return;
    }
    patient(lane.patience().upstream().responseIdle());
    relay.part(content);
    if (!client.isWritable()) {
      clientWritable(false);
    }
  }

  private void responseEnd(LastHttpContent last) {
    relay.count(last);
    UpstreamSide side = upstream;
    upstream = null;
    state = body.ended() ? State.DONE : State.DRAINING;
    patient(lane.patience().client().bodyIdle());
    passage.end(answered(body.bytes(), relay.bytes()));
    if (side != null) {
      side.letGo(body.ended());
    }
    client.resume(ReadPauses.UPSTREAM);
    relay.last(last);
  }

  private Outcome answered(long requestBytes, long responseBytes) {
    return new Outcome.Answered(
        request.method().name(), relay.status(), requestBytes, responseBytes);
  }

  /** The end of a 1xx response: after a 101 the connection is a tunnel from here on. */
  void informationalEnded() {
    UpstreamSide side = upstream;
    @Nullable FullHttpResponse response = relay.takeSwitching();
    if (response != null && side != null) {
      client.openTunnel(response, side, new Tunnel(lane, this));
    }
  }

  /** The tunnel is closed, by whichever side. */
  void tunnelClosed(long upBytes, long downBytes) {
    state = State.DONE;
    passage.end(answered(upBytes, downBytes));
  }

  void tickPassage(long nowMicros) {
    passage.tick(nowMicros, lane.patience().renewEvery());
  }

  void upstreamBroken(UpstreamSide side) {
    if (state != State.FORWARDING || !side.equals(upstream)) {
      return;
    }
    if (mayRetry()) {
      retried = true;
      state = State.CONNECTING;
      upstream = null;
      patient(lane.patience().upstream().connect());
      lane.pool().acquireFresh(this);
    } else {
      failBroken();
    }
  }

  /**
   * A kept connection that closes before a word of the response was most likely closed while the
   * request was on its way (RFC 9112 section 9.3.1): only what may be done twice is sent again.
   */
  private boolean mayRetry() {
    boolean again = body.ended() && body.bytes() == 0 && UpstreamEdits.isIdempotent(request);
    return reused && !retried && !relay.heard() && again;
  }

  private void failBroken() {
    fail(Trouble.BROKEN, new Outcome.UpstreamFailed());
  }

  /** The client connection is gone. */
  void clientGone() {
    passage.end(new Outcome.ClientGone(state == State.FORWARDING));
    letGo();
    state = State.DONE;
  }

  /** The cut of the passage, from any thread. */
  @Override
  public void run() {
    try {
      lane.loop().execute(this::cut);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "cut after the end", e);
    }
  }

  private void cut() {
    if (state == State.CONNECTING || state == State.FORWARDING) {
      fail(Trouble.CUT, new Outcome.Cut(state == State.FORWARDING));
    }
  }

  /** The end of the drain time: whoever waits for an answer gets one. */
  void drainOver() {
    switch (state) {
      case ASKED -> answer(Trouble.CUT.problem().response(), false);
      case CONNECTING, FORWARDING -> cut();
      case DRAINING, DONE -> client.part();
    }
  }

  void tick(long nowMicros) {
    tickPassage(nowMicros);
    relay.tick(nowMicros);
    if (nowMicros >= deadlineMicros) {
      timeUp();
    }
  }

  private void timeUp() {
    switch (state) {
      case ASKED -> asking.timeUp();
      case CONNECTING -> fail(Trouble.CONNECTED_LATE, notSent());
      case FORWARDING -> forwardingTimeUp();
      case DRAINING, DONE -> client.close();
    }
  }

  private void forwardingTimeUp() {
    boolean upstreamReads = upstream != null && upstream.isWritable();
    if (relay.begun() && !client.isWritable()) {
      passage.end(new Outcome.ClientGone(true));
      breakOff();
    } else if (!relay.begun() && !body.ended() && upstreamReads) {
      passage.end(new Outcome.ClientGone(true));
      answer(Answers.problem(HttpResponseStatus.REQUEST_TIMEOUT, "body: late"), false);
    } else {
      fail(Trouble.SILENT, new Outcome.UpstreamTimedOut());
    }
  }

  private void fail(Trouble trouble, Outcome outcome) {
    passage.end(outcome);
    if (relay.begun()) {
      breakOff();
    } else {
      answer(trouble.problem().response(), true);
    }
  }

  /** A response that began cannot be taken back: the stream ends where it is. */
  private void breakOff() {
    letGo();
    state = State.DONE;
    client.close();
  }

  private void unfit(Outcome outcome, IllegalArgumentException cause) {
    passage.end(outcome);
    relay.fieldsUnfit();
    answer(Answers.unfitFields(cause), true);
  }

  /** Answers here instead of the upstream; the rest of the request is thrown away. */
  void answer(FullHttpResponse response, boolean mayStayOpen) {
    letGo();
    state = body.ended() ? State.DONE : State.DRAINING;
    patient(lane.patience().client().bodyIdle());
    boolean open = mayStayOpen && relay.mayKeepOpen(body.ended());
    relay.own(response, open);
    client.answer(response, request.method().equals(HttpMethod.HEAD), open);
  }

  /** Lets go of the upstream and of what was held for it. */
  private void letGo() {
    UpstreamSide side = upstream;
    upstream = null;
    if (side != null) {
      side.close();
    }
    body.releaseHeld();
    relay.releaseHeld();
    client.resume(ReadPauses.UPSTREAM);
  }
}
