package dev.headgate.simulator.workload;

import dev.headgate.client.reading.Response;
import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Refusal;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.headers.reading.FieldLines;
import dev.headgate.policy.Policy;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Road;
import dev.headgate.simulator.replay.Witness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The other side of the wire: decides with the engine, and answers with the fields and refusals of
 * the policy's dialect. For one thread.
 */
final class Provider {
  /** A refusal comes back sooner than a result: 10 ms. */
  static final long REFUSAL_LATENCY = Micros.SECOND / 100;

  private static final int OK = 200;

  private final Policy policy;
  private final Road road;
  private final Witness witness;
  private final Agenda agenda;
  private final long latency;
  private long requests;
  private long refused;

  /** Hears the answer to a request. */
  @FunctionalInterface
  interface Listener {
    /** The answer, at an instant in microseconds; the response is made where it is looked at. */
    void answered(Supplier<Response> response, boolean served, long now) throws IOException;
  }

  /**
   * A provider under certain rules.
   *
   * @param rules those of the policy, or all of them enforced
   */
  Provider(Policy policy, PolicySnapshot rules, Workload workload, Agenda agenda, Witness witness) {
    this.policy = policy;
    this.agenda = agenda;
    this.witness = witness;
    road = new Road(rules, workload.span().start());
    latency = workload.latency();
  }

  /** Takes a request, and answers after a while. */
  void send(Wish wish, long now, Listener listener) throws IOException {
    wish.sent();
    LoggedCall logged =
        new LoggedCall(0, ++requests, now, 1, latency, LoggedCall.Charge.AS_TAKEN, wish.call());
    Decision decision = road.decide(logged, now);
    witness.decided(logged, decision);
    boolean served = decision instanceof Decision.Allowed;
    if (!served) {
      refused++;
      wish.refused();
    }
    long answered = now + (served ? latency : Math.min(latency, REFUSAL_LATENCY));
    agenda.at(
        answered,
        then -> {
          wish.answered(served);
          listener.answered(() -> response(wish.call(), decision), served, then);
        });
  }

  /** What a call is expected to cost, as a client knows it from the price list. */
  long expected(Call call) {
    return policy.snapshot().prices().quote(call).reserve(dev.headgate.core.pricing.Quote.POINTS);
  }

  /** The name of the dialect in which it speaks. */
  String dialect() {
    return policy.dialect().name();
  }

  long requests() {
    return requests;
  }

  long refused() {
    return refused;
  }

  private Response response(Call call, Decision decision) {
    Dialect dialect = policy.dialect(call.operation());
    Map<String, List<String>> fields = new HashMap<>();
    dialect.write(
        decision,
        (name, value) -> fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
    Refusal refusal = dialect.refusal(decision);
    return refusal == null
        ? Response.of(OK, FieldLines.of(fields))
        : new Response(refusal.status(), FieldLines.of(fields), refusal.body());
  }
}
