package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.time.Micros;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as the response to a GraphQL request that was not carried out (GraphQL specification,
 * section 7.1): {@code errors}, and in {@code extensions.cost} what was asked for and what there
 * is, in the unit of the limit that decides.
 */
final class GraphQlErrors {
  static final String MEDIA_TYPE = "application/json";

  private GraphQlErrors() {}

  static String body(Decision decision, Problem problem) {
    JsonWriter extensions = new JsonWriter().open().text("code", code(decision));
    extensions.text("reason", problem.reason());
    Problem.Retry retry = problem.retryAt();
    if (retry != null) {
      extensions.number("retryAfterSeconds", retry.seconds());
      extensions.text("resetAt", Micros.instant(retry.instant()).toString());
    }
    JsonWriter error = new JsonWriter().open().text("message", problem.detail());
    String errors = "[" + error.raw("extensions", extensions.close()).close() + "]";
    JsonWriter whole = new JsonWriter().open().raw("errors", errors);
    Verdict binding = binding(decision);
    if (binding != null) {
      whole.raw("extensions", new JsonWriter().open().raw("cost", cost(binding)).close());
    }
    return whole.close();
  }

  private static String code(Decision decision) {
    return switch (decision) {
      case Decision.Throttled throttled -> "THROTTLED";
      case Decision.Exhausted exhausted -> "EXHAUSTED";
      case Decision.Refused refused -> "REFUSED";
      case Decision.Allowed allowed ->
          throw new AssertionError("allowed (expected: a refusal): " + allowed);
    };
  }

  private static @Nullable Verdict binding(Decision decision) {
    return switch (decision) {
      case Decision.Throttled throttled -> throttled.binding();
      case Decision.Exhausted exhausted -> exhausted.binding();
      case Decision.Refused refused -> null;
      case Decision.Allowed allowed -> null;
    };
  }

  private static String cost(Verdict binding) {
    Meter meter = binding.claim().meter();
    JsonWriter status = new JsonWriter().open().number("maximumAvailable", meter.capacity());
    status.number("currentlyAvailable", binding.remaining());
    if (meter.windowMicros() < Micros.NEVER) {
      double perSecond = (double) meter.amount() * Micros.SECOND / meter.windowMicros();
      status.number("restoreRate", (long) perSecond);
    }
    JsonWriter cost = new JsonWriter().open();
    cost.number("requestedQueryCost", binding.claim().cost());
    return cost.raw("throttleStatus", status.close()).close();
  }
}
