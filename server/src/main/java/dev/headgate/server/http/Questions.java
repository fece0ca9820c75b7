package dev.headgate.server.http;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.snapshot.Denial;

/** The four questions about a call. Safe for all threads. */
final class Questions {
  private final Decider decider;

  /** Asks a decider, which tells its own listeners what it decided. */
  Questions(Decider decider) {
    this.decider = decider;
  }

  /** Takes, if all binding claims pass. */
  void decide(Planned planned, Answered answered) {
    decider.decide(planned.plan(), new Deciding(planned, answered, DecisionJson::write));
  }

  /** Says what a decision would say and takes nothing. */
  void check(Planned planned, Answered answered) {
    decider.check(planned.plan(), new Deciding(planned, answered, DecisionJson::write));
  }

  /** Says all that is known about a decision and takes nothing. */
  void explain(Planned planned, Answered answered) {
    decider.check(planned.plan(), new Deciding(planned, answered, ExplanationJson::write));
  }

  /** Says what a call costs and looks at no counter. */
  void quote(Planned planned, Answered answered) {
    answered.with(200, json -> QuoteJson.write(planned.plan(), json));
  }

  /** Writes a decision in a dialect. */
  private interface Form {
    void write(Decision decision, Dialect dialect, JsonOut json);
  }

  private static final class Deciding implements Answer<Decision> {
    private final Planned planned;
    private final Answered answered;
    private final Form form;

    Deciding(Planned planned, Answered answered, Form form) {
      this.planned = planned;
      this.answered = answered;
      this.form = form;
    }

    @Override
    public void value(Decision decision) {
      if (decision instanceof Decision.Refused refused
          && refused.denial().kind() == Denial.Kind.ID_REUSED) {
        answered.problem(Problems.idReused(refused.denial().detail()));
        return;
      }
      Dialect dialect = planned.view().dialect(planned.plan().call().operation());
      answered.with(200, json -> form.write(decision, dialect, json));
    }

    @Override
    public void failure(Exception cause) {
      answered.problem(Problems.noAnswer());
    }
  }
}
