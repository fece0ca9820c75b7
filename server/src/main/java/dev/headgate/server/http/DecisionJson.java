package dev.headgate.server.http;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Problem;
import dev.headgate.core.reply.Refusal;
import dev.headgate.core.reply.RefusalForm;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.time.Micros;
import org.jspecify.annotations.Nullable;

/** A decision as JSON: what to pass on to the caller, and where it stands. */
final class DecisionJson {
  private DecisionJson() {}

  static void write(Decision decision, Dialect dialect, JsonOut json) {
    json.object();
    begin(decision, json);
    claims(decision.verdicts(), decision.at(), json);
    fields(decision, dialect, json);
    answer(decision, dialect, json);
    json.text("policyVersion", decision.plan().snapshot().version());
    json.end();
  }

  /** The members that say what was decided. */
  static void begin(Decision decision, JsonOut json) {
    Problem problem = Problem.of(decision);
    json.word("decision", word(decision));
    json.number("status", problem == null ? 200 : problem.status());
    QuoteJson.cost(decision.plan().matched().quote(), json);
    if (decision.reduced()) {
      json.flag("reduced", true);
    }
    if (decision instanceof Decision.Allowed allowed) {
      reservation(allowed, json);
    }
    if (problem != null) {
      denied(decision, problem, json);
    }
  }

  static String word(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> "allowed";
      case Decision.Throttled throttled -> "throttled";
      case Decision.Exhausted exhausted -> "exhausted";
      case Decision.Refused refused -> "refused";
    };
  }

  static @Nullable Verdict binding(Decision decision) {
    return switch (decision) {
      case Decision.Throttled throttled -> throttled.binding();
      case Decision.Exhausted exhausted -> exhausted.binding();
      case Decision.Allowed allowed -> null;
      case Decision.Refused refused -> null;
    };
  }

  private static void reservation(Decision.Allowed allowed, JsonOut json) {
    Reservation reservation = allowed.reservation();
    if (reservation.id() != null) {
      json.object("reservation");
      json.text("id", reservation.id());
      json.text("expiresAt", Times.exact(reservation.expiresAt()));
      json.end();
    }
    if (allowed.taken().repetition() == Taken.Repetition.SAME) {
      json.flag("repeated", true);
    }
  }

  private static void denied(Decision decision, Problem problem, JsonOut json) {
    json.text("reason", problem.reason());
    Verdict binding = binding(decision);
    if (binding != null) {
      json.text("bindingRule", binding.claim().rule().name());
    }
    Problem.Retry retry = problem.retryAt();
    if (retry != null) {
      json.number("retryAfterSeconds", retry.seconds());
      json.text("resetAt", Times.exact(retry.instant()));
      if (retry.estimate()) {
        json.flag("estimate", true);
      }
    }
    json.raw("problem", problem.toJson());
  }

  private static void claims(Verdicts verdicts, long at, JsonOut json) {
    json.array("claims");
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      json.object();
      json.text("rule", verdict.claim().rule().name());
      json.word("phase", word(verdict.claim().phase()));
      standing(verdict, at, json);
      accuracy(verdict.claim(), json);
      json.end();
    }
    json.endArray();
  }

  /** How a counter stands; a reset that never comes is left out. */
  static void standing(Verdict verdict, long at, JsonOut json) {
    json.word("verdict", word(verdict.outcome()));
    json.number("remaining", verdict.remaining());
    if (verdict.resetAt() < Micros.NEVER) {
      json.text("resetAt", Times.whole(verdict.resetAt(), at));
    }
  }

  /** How exactly it counts, where what remains is not exact. */
  private static void accuracy(Claim claim, JsonOut json) {
    Accuracy accuracy = claim.rule().accuracy();
    if (!accuracy.equals(Accuracy.Strict.USUAL)) {
      json.word("accuracy", accuracy.written());
    }
  }

  static void fields(Decision decision, Dialect dialect, JsonOut json) {
    json.array("fields");
    dialect.write(
        decision, (name, value) -> json.object().text("name", name).text("value", value).end());
    json.endArray();
  }

  /** What to answer where the policy refuses in a form of its own. */
  private static void answer(Decision decision, Dialect dialect, JsonOut json) {
    Refusal refusal = dialect.refusal(decision);
    if (refusal != null && !refusal.equals(RefusalForm.USUAL.of(decision))) {
      json.object("answer");
      json.number("status", refusal.status());
      json.text("mediaType", refusal.mediaType());
      json.text("body", refusal.body());
      json.end();
    }
  }

  static String word(Phase phase) {
    return switch (phase) {
      case OFF -> "off";
      case OBSERVE -> "observe";
      case ADVERTISE -> "advertise";
      case ENFORCE -> "enforce";
    };
  }

  static String word(Verdict.Outcome outcome) {
    return switch (outcome) {
      case TAKEN -> "taken";
      case FITS -> "fits";
      case FAILED -> "failed";
    };
  }

  static String costKind(Quote quote) {
    return quote.isFinal() ? "final" : "reserved";
  }
}
