package dev.headgate.server.gateway;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The question to the gatekeeper about one request. Takes the admission from any thread and brings
 * it to the lane; only the first one counts, and only while somebody waits for it.
 */
final class Asking implements Consumer<Admission> {
  private static final System.Logger LOG = System.getLogger(Asking.class.getName());

  private final Lane lane;
  private final Exchange exchange;

  Asking(Lane lane, Exchange exchange) {
    this.lane = lane;
    this.exchange = exchange;
  }

  /** Checks the head and asks; a head that breaks the rules is answered at once. */
  void start(HttpRequest request, ClientSide client, long nowMicros) {
    String target = request.uri();
    @Nullable Problem problem = lane.rules().check(request, client.http2());
    if (problem != null) {
      exchange.answer(problem.response(), false);
      return;
    }
    try {
      lane.gatekeeper().admit(new RequestView(request, target, client, nowMicros), this);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the gatekeeper failed", e);
      undecided(HttpResponseStatus.INTERNAL_SERVER_ERROR, "admission: failed");
    }
  }

  @Override
  public void accept(Admission admission) {
    if (lane.loop().inEventLoop()) {
      decided(admission);
      return;
    }
    try {
      lane.loop().execute(() -> decided(admission));
    } catch (RejectedExecutionException e) {
      tooLate(admission);
    }
  }

  private void decided(Admission admission) {
    if (!exchange.awaitsAdmission()) {
      tooLate(admission);
      return;
    }
    switch (admission) {
      case Admission.Forward forward -> exchange.forward(forward);
      case Admission.Answer answer -> exchange.answer(Answers.of(answer), true);
    }
  }

  private static void tooLate(Admission admission) {
    if (admission instanceof Admission.Forward forward) {
      PassageEnd.tell(forward.passage(), new Outcome.ClientGone(false));
    }
  }

  /** No admission came in time. */
  void timeUp() {
    undecided(HttpResponseStatus.SERVICE_UNAVAILABLE, "admission: none in time");
  }

  private void undecided(HttpResponseStatus status, String detail) {
    if (exchange.awaitsAdmission()) {
      FullHttpResponse answer = Answers.problem(status, detail);
      exchange.answer(answer, true);
    }
  }
}
