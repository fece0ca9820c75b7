package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.snapshot.Denial;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem of RFC 9457 about a call that was not allowed.
 *
 * @param status HTTP status
 * @param type URI of the kind of problem
 * @param title what that kind is called
 * @param detail what happened to this call
 * @param reason stable reason for programs
 * @param violatedPolicies names of the enforced rules that failed
 * @param retryAt first instant at which a retry would pass, or null where none would
 * @param points what the call would have cost
 */
public record Problem(
    int status,
    String type,
    String title,
    String detail,
    String reason,
    List<String> violatedPolicies,
    @Nullable Retry retryAt,
    long points) {
  /** Media type of the body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The reason where the store did not answer in time. */
  public static final String REDUCED = "temporary-reduced-capacity";

  private static final String IANA = "https://iana.org/assignments/http-problem-types#";
  private static final String OWN = "urn:headgate:problem:";

  /**
   * When a retry would pass.
   *
   * @param seconds whole seconds from the decision, rounded up
   * @param instant in microseconds
   * @param estimate whether it may also be earlier or later, as for permits, whose holders end when
   *     they like
   */
  public record Retry(long seconds, long instant, boolean estimate) {}

  public Problem {
    violatedPolicies = List.copyOf(violatedPolicies);
  }

  /** The problem of a decision, or null where the call is allowed. */
  public static @Nullable Problem of(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> null;
      case Decision.Throttled throttled ->
          throttled.reduced()
              ? reduced(decision, throttled.binding())
              : over(decision, throttled.binding());
      case Decision.Exhausted exhausted -> over(decision, exhausted.binding());
      case Decision.Refused refused -> refused(decision, refused.denial());
    };
  }

  /** The body as JSON. */
  public String toJson() {
    JsonWriter json = new JsonWriter();
    json.open().text("type", type).text("title", title).number("status", status);
    json.text("detail", detail).text("reason", reason);
    if (!violatedPolicies.isEmpty()) {
      json.texts("violated-policies", violatedPolicies);
    }
    if (retryAt != null) {
      json.number("retryAfterSeconds", retryAt.seconds());
      json.text("resetAt", Micros.instant(retryAt.instant()).toString());
      if (retryAt.estimate()) {
        json.flag("estimate", true);
      }
    }
    return json.number("points", points).close();
  }

  private static Problem over(Decision decision, Verdict binding) {
    Rule rule = binding.claim().rule();
    boolean limit = rule.kind() == Rule.Kind.LIMIT;
    String detail =
        "%s of %d %s allows %d more and the call costs %d"
            .formatted(
                rule.name(),
                binding.claim().meter().amount(),
                rule.unit(),
                binding.remaining(),
                binding.claim().cost());
    return new Problem(
        429,
        IANA + "quota-exceeded",
        limit ? "Rate limit exceeded" : "Quota exceeded",
        detail,
        rule.reason(decision.plan().call().operation().product()),
        failing(decision),
        retry(decision, binding),
        points(decision));
  }

  private static Problem reduced(Decision decision, Verdict binding) {
    return new Problem(
        503,
        IANA + REDUCED,
        "Temporarily reduced capacity",
        "the counters cannot be asked, and " + binding.claim().rule().name() + " allows no more",
        REDUCED,
        failing(decision),
        retry(decision, binding),
        points(decision));
  }

  private static Problem refused(Decision decision, Denial denial) {
    return switch (denial.kind()) {
      case GATE -> refused(decision, denial, 403, "access-refused", "Access refused");
      case TOO_DEAR -> refused(decision, denial, 403, "too-dear", "Costs more than is ever given");
      case INCOMPLETE -> refused(decision, denial, 400, "incomplete", "Attribute missing");
      case ID_REUSED -> refused(decision, denial, 422, "id-reused", "Id used with another call");
    };
  }

  private static Problem refused(
      Decision decision, Denial denial, int status, String type, String title) {
    return new Problem(
        status,
        OWN + type,
        title,
        denial.detail(),
        denial.reason(),
        List.of(),
        null,
        points(decision));
  }

  private static List<String> failing(Decision decision) {
    return decision.verdicts().stream()
        .filter(verdict -> verdict.failed() && verdict.claim().binds())
        .map(verdict -> verdict.claim().rule().name())
        .toList();
  }

  private static @Nullable Retry retry(Decision decision, Verdict binding) {
    if (binding.passesAt() >= Micros.NEVER) {
      return null;
    }
    long seconds = Micros.secondsUntil(decision.at(), binding.passesAt());
    return new Retry(seconds, binding.passesAt(), estimated(decision));
  }

  /** One estimate among those that fail makes the whole an estimate. */
  private static boolean estimated(Decision decision) {
    return decision.verdicts().stream()
        .filter(verdict -> verdict.failed() && verdict.claim().binds())
        .anyMatch(verdict -> verdict.claim().meter().estimates());
  }

  private static long points(Decision decision) {
    return decision.plan().matched().quote().reserve("points");
  }
}
