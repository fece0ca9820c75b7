package dev.headgate.server.http;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.snapshot.Denial;

/** The four questions about a call. Safe for all threads. */
final class Questions {
  private final ApiEngine engine;

  /** Asks an engine, which tells its own listeners what it decided. */
  Questions(ApiEngine engine) {
    this.engine = engine;
  }

  /** Takes, if all binding claims pass. */
  void decide(Plan plan, Answered answered) {
    engine.decider().decide(plan, new Deciding(plan, answered, DecisionJson::write));
  }

  /** Says what a decision would say and takes nothing. */
  void check(Plan plan, Answered answered) {
    engine.decider().check(plan, new Deciding(plan, answered, DecisionJson::write));
  }

  /** Says all that is known about a decision and takes nothing. */
  void explain(Plan plan, Answered answered) {
    engine.decider().check(plan, new Deciding(plan, answered, ExplanationJson::write));
  }

  /** Says what a call costs and looks at no counter. */
  void quote(Plan plan, Answered answered) {
    answered.with(200, json -> QuoteJson.write(plan, json));
  }

  /** Writes a decision in a dialect. */
  private interface Form {
    void write(Decision decision, Dialect dialect, JsonOut json);
  }

  private final class Deciding implements Answer<Decision> {
    private final Plan plan;
    private final Answered answered;
    private final Form form;

    Deciding(Plan plan, Answered answered, Form form) {
      this.plan = plan;
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
      Dialect dialect = engine.policy().get().dialect(plan.call().operation());
      answered.with(200, json -> form.write(decision, dialect, json));
    }

    @Override
    public void failure(Exception cause) {
      answered.problem(Problems.noAnswer());
    }
  }
}
