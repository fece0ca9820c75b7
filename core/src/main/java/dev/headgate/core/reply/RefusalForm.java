package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * In which form a provider refuses: some answer 200 to whatever was understood, and say in the body
 * that it failed. The header fields are the same in every form. Immutable, safe for all threads.
 *
 * @param status HTTP status of every refusal, or null for the one of its problem
 * @param body what the body looks like
 */
public record RefusalForm(@Nullable Integer status, Body body) {
  /** A problem with its own status. */
  public static final RefusalForm USUAL = new RefusalForm(null, Body.PROBLEM);

  /** What a body looks like. */
  public enum Body {
    /** {@code application/problem+json} of RFC 9457. */
    PROBLEM,
    /** {@code errors} and {@code extensions} of a GraphQL response. */
    GRAPHQL
  }

  /**
   * In a form.
   *
   * @throws IllegalArgumentException where the status is not 200 or one of 400 to 599
   */
  public RefusalForm {
    if (status != null && status != 200 && (status < 400 || status > 599)) {
      throw new IllegalArgumentException(
          "status: " + status + " (expected: 200, or one of 400 to 599)");
    }
  }

  /** What is answered to a call, or null where it is allowed. */
  public @Nullable Refusal of(Decision decision) {
    Problem problem = Problem.of(decision);
    if (problem == null) {
      return null;
    }
    int code = status == null ? problem.status() : status;
    return switch (body) {
      case PROBLEM -> new Refusal(code, Problem.MEDIA_TYPE, problem.toJson());
      case GRAPHQL ->
          new Refusal(code, GraphQlErrors.MEDIA_TYPE, GraphQlErrors.body(decision, problem));
    };
  }
}
