package dev.headgate.server.http;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.QuoteText;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Problem;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Consistency;
import dev.headgate.core.time.Micros;

/** A decision in words that a person can read. */
public final class ExplanationText {
  private ExplanationText() {}

  /** The text: several lines, without colours. */
  public static String of(Decision decision, Dialect dialect) {
    StringBuilder text = new StringBuilder(512);
    text.append(decision.plan().call().operation().name())
        .append(" by ")
        .append(caller(decision))
        .append(" is ")
        .append(DecisionJson.word(decision))
        .append(" at ")
        .append(Times.exact(decision.at()))
        .append(".\n");
    Problem problem = Problem.of(decision);
    if (problem != null) {
      text.append("Why: ").append(problem.detail()).append(" (").append(problem.reason());
      text.append(").\n");
    }
    if (decision.reduced()) {
      text.append("The store did not answer in time: decided by this node, of its shares.\n");
    }
    cost(decision, text);
    for (Verdict verdict : decision.verdicts()) {
      line(decision, verdict, text);
    }
    text.append("Fields (").append(dialect.name()).append("):\n");
    dialect.write(
        decision,
        (name, value) -> text.append("  ").append(name).append(": ").append(value).append('\n'));
    text.append("Policy: ").append(decision.plan().snapshot().version()).append('\n');
    return text.toString();
  }

  private static String caller(Decision decision) {
    var caller = decision.plan().call().caller();
    StringBuilder names = new StringBuilder();
    for (String name : new String[] {"tenant", "plan", "app", "user"}) {
      String value = caller.attribute(name);
      if (value != null && !value.isEmpty()) {
        names.append(names.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
      }
    }
    return names.isEmpty() ? "nobody that is named" : names.toString();
  }

  private static void cost(Decision decision, StringBuilder text) {
    Quote quote = decision.plan().matched().quote();
    text.append("Cost in points (").append(DecisionJson.costKind(quote)).append("):\n");
    text.append(QuoteText.of(quote));
  }

  private static void line(Decision decision, Verdict verdict, StringBuilder text) {
    Claim claim = verdict.claim();
    text.append(verdict.failed() ? "  ✗ " : "  ✓ ").append(claim.rule().name());
    text.append(' ').append(claim.key().values());
    text.append(" (").append(DecisionJson.word(claim.phase())).append("): costs ");
    text.append(claim.cost()).append(", ").append(verdict.remaining()).append(" of ");
    text.append(claim.meter().amount()).append(' ').append(claim.rule().unit()).append(" left");
    if (verdict.failed() && verdict.passesAt() < Micros.NEVER) {
      text.append(", passes in ");
      text.append(Micros.secondsUntil(decision.at(), verdict.passesAt())).append(" s");
      text.append(claim.meter().estimates() ? ", by estimate" : "");
    }
    text.append(verdict.equals(DecisionJson.binding(decision)) ? ", binding\n" : "\n");
    consistency(claim, text);
  }

  /** How exactly it counts and what holds in an outage, where the policy says something unusual. */
  private static void consistency(Claim claim, StringBuilder text) {
    Consistency consistency = claim.rule().terms().consistency();
    if (!consistency.equals(Consistency.USUAL)) {
      text.append("      ").append(consistency.described());
      long over = claim.rule().accuracy().overMost(claim.meter().amount());
      if (over > 0) {
        text.append("; over by at most ").append(over).append(' ').append(claim.rule().unit());
      }
      text.append('\n');
    }
  }
}
