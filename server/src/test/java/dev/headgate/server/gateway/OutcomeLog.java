package dev.headgate.server.gateway;

import dev.headgate.server.gateway.Admission.Forward;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gatekeeper's memory in tests: admits, and remembers how each passage ended. */
final class OutcomeLog {
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  /** An admission whose end is remembered here. */
  Forward forward(Field... responseFields) {
    return new Forward(List.of(responseFields), List.of(), List.of(), outcomes::add);
  }

  Gatekeeper admittingAll() {
    return (request, answer) -> answer.accept(forward());
  }

  Outcome next() throws InterruptedException {
    Outcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
    if (outcome == null) {
      throw new AssertionError("no passage ended");
    }
    return outcome;
  }

  boolean isEmpty() {
    return outcomes.isEmpty();
  }
}
