package dev.headgate.server.admission;

import dev.headgate.core.reply.Problem;
import dev.headgate.core.reply.Refusal;
import dev.headgate.server.gateway.Admission;
import dev.headgate.server.gateway.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the gateway says itself instead of the upstream. */
final class Answers {
  private static final String TYPES = "urn:headgate:problem:";

  private Answers() {}

  static Admission of(Refusal refusal, List<Field> fields) {
    return new Admission.Answer(
        refusal.status(),
        fields,
        refusal.mediaType(),
        refusal.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Admission of(Problem problem, List<Field> fields) {
    return of(new Refusal(problem.status(), Problem.MEDIA_TYPE, problem.toJson()), fields);
  }

  static Admission unknownCaller(String reason, String detail, List<Field> challenges) {
    return of(own(401, "caller-unknown", "Caller unknown", detail, reason), challenges);
  }

  static Admission badRequest(String detail) {
    return of(own(400, "bad-request", "Bad request", detail, "bad-request"), List.of());
  }

  static Admission stillRunning(List<Field> fields) {
    String detail = "the call of this Idempotency-Key still runs (expected: a retry after its end)";
    return of(own(409, "call-running", "Call still running", detail, "call-running"), fields);
  }

  static Admission storeSilent() {
    String detail = "the counters could not be asked";
    Problem problem = own(503, "counters-unavailable", "Try again", detail, "counters-unavailable");
    return of(problem, List.of(new Field("Retry-After", "1")));
  }

  static Admission failed() {
    String detail = "the decision could not be answered";
    return of(own(500, "internal", "Internal error", detail, "internal"), List.of());
  }

  private static Problem own(int status, String type, String title, String detail, String reason) {
    return new Problem(status, TYPES + type, title, detail, reason, List.of(), null, 0);
  }
}
