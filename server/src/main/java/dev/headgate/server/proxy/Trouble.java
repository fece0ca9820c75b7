package dev.headgate.server.proxy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the proxy's own, as {@code application/problem+json} (RFC 9457).
 *
 * @param retryAfter whole seconds; 0 where waiting does not help
 * @param members of the document besides type, title and status
 */
record Trouble(
    int status, String type, String title, long retryAfter, Map<String, Object> members) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TYPES = "https://iana.org/assignments/http-problem-types#";
  private static final int SHOWN_MAX = 80;

  /** What the caller did wrong. */
  static Trouble mistake(int status, String detail) {
    return new Trouble(status, "about:blank", "The request cannot be passed on", 0, detail(detail));
  }

  /** It would have to wait longer than it may. */
  static Trouble later(long retryAfter, Instant at, String reason, String gate) {
    Map<String, Object> members =
        detail("not sent: %s at %s (expected: again in %d s)".formatted(reason, gate, retryAfter));
    members.put("violated-policies", List.of(gate));
    members.put("reason", reason);
    members.put("retryAfterSeconds", retryAfter);
    members.put("resetAt", at.toString());
    return new Trouble(
        429,
        TYPES + "quota-exceeded",
        "Later: the limit of the API is used up",
        retryAfter,
        members);
  }

  /** The proxy ends. */
  static Trouble ending() {
    return new Trouble(
        503,
        TYPES + "temporary-reduced-capacity",
        "The proxy ends",
        1,
        detail("not sent: the proxy ends (expected: again when it is back)"));
  }

  /**
   * The upstream did not answer.
   *
   * @param unknown whether the call may have been carried out all the same
   */
  static Trouble upstream(boolean late, boolean unknown, String detail) {
    Map<String, Object> members = detail(detail);
    members.put("outcome", unknown ? "unknown" : "not carried out, or harmless to repeat");
    String title =
        unknown
            ? "No answer: look whether it was carried out before you repeat it"
            : "No answer of the upstream";
    return new Trouble(late ? 504 : 502, "about:blank", title, 0, members);
  }

  /**
   * Makes what documents are written with, which takes its time the first time: not on an event
   * loop.
   */
  static void preload() {
    Instant epoch = Instant.EPOCH;
    var _ = later(1, epoch, "", "").body();
  }

  byte[] body() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", type);
    document.put("title", title);
    document.put("status", status);
    document.put("by", "headgate proxy");
    document.putAll(members);
    return JSON.writeValueAsBytes(document);
  }

  /** A value of a caller for a detail, cut to a bounded length. */
  static String shown(String value) {
    return value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "...";
  }

  private static Map<String, Object> detail(String text) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("detail", text);
    return members;
  }
}
