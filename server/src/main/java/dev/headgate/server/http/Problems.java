package dev.headgate.server.http;

import dev.headgate.policy.problem.Nearest;
import java.util.List;

/** Every problem that this API answers with. */
final class Problems {
  /** The most characters of a caller's text that a problem repeats. */
  static final int SHOWN_MAX = 80;

  private Problems() {}

  static ApiProblem malformed(String message, int line, int column) {
    String detail = message + " at line " + line + ", column " + column;
    return ApiProblem.of(400, "malformed-json", "Malformed JSON", detail)
        .with("line", line)
        .with("column", column);
  }

  static ApiProblem tooLong(String message) {
    return ApiProblem.of(400, "too-long", "Beyond a bound of JSON", message);
  }

  static ApiProblem unknownField(String path, String name, List<String> known) {
    String near = Nearest.word(name, known);
    ApiProblem problem =
        field("unknown-field", "Unknown field", path, shown(name), "one of " + known);
    return near == null ? problem : problem.with("didYouMean", near);
  }

  static ApiProblem twice(String path) {
    return field("field-twice", "Field given twice", path, "a second time", "once");
  }

  static ApiProblem missing(String path, String expected) {
    return field("field-missing", "Field missing", path, "nothing", expected);
  }

  static ApiProblem wrong(String path, String found, String expected) {
    return field("wrong-value", "Wrong value", path, found, expected);
  }

  /** A field of the request that says what was found and expected itself. */
  static ApiProblem unreadable(String problem) {
    return ApiProblem.of(400, "wrong-value", "Wrong value", problem);
  }

  private static ApiProblem field(
      String type, String title, String path, String found, String expected) {
    String detail = path + ": " + found + " (expected: " + expected + ")";
    return ApiProblem.of(400, type, title, detail)
        .with("path", path)
        .with("found", found)
        .with("expected", expected);
  }

  static ApiProblem beyond(String message) {
    return ApiProblem.of(422, "out-of-bounds", "Beyond a bound of the engine", shown(message));
  }

  static ApiProblem unknownOperation(String found) {
    return ApiProblem.of(
        422,
        "unknown-operation",
        "Unknown operation",
        shown(found) + " (expected: an operation or a route of the policy)");
  }

  static ApiProblem unknownCaller(String found) {
    return ApiProblem.of(
        422, "unknown-caller", "Unknown caller", shown(found) + " (expected: one that is known)");
  }

  static ApiProblem idReused(String detail) {
    return ApiProblem.of(422, "id-reused", "Id used with another call", detail);
  }

  static ApiProblem unknownReservation(String id) {
    return ApiProblem.of(
        404,
        "unknown-reservation",
        "Unknown reservation",
        shown(id) + " (expected: a reservation that is open or ended lately)");
  }

  static ApiProblem unknown(String what, String found) {
    return ApiProblem.of(
        404,
        "unknown-" + what,
        "Unknown " + what,
        shown(found) + " (expected: a known " + what + ")");
  }

  static ApiProblem noSuchPath(String path) {
    return ApiProblem.of(
        404, "no-such-path", "No such path", shown(path) + " (expected: a path of /openapi.json)");
  }

  static ApiProblem method(String method, String allowed) {
    return ApiProblem.of(
        405,
        "method-not-allowed",
        "Method not allowed",
        shown(method) + " (expected: " + allowed + ")");
  }

  static ApiProblem mediaType(String found) {
    return ApiProblem.of(
        415,
        "unsupported-media-type",
        "Unsupported media type",
        "Content-Type: " + shown(found) + " (expected: application/json)");
  }

  static ApiProblem encoding(String found) {
    return ApiProblem.of(
        415,
        "unsupported-media-type",
        "Unsupported media type",
        "Content-Encoding: " + shown(found) + " (expected: none)");
  }

  static ApiProblem bodyTooLarge(int bodyMax) {
    return ApiProblem.of(
        413,
        "body-too-large",
        "Body too large",
        "the body is longer than expected (expected: <= " + bodyMax + " bytes)");
  }

  static ApiProblem bodyTooSlow(long millis) {
    return ApiProblem.of(
        408,
        "body-too-slow",
        "Body too slow",
        "the body did not end within " + millis + " ms of the head");
  }

  static ApiProblem unauthenticated() {
    return ApiProblem.of(
        401,
        "unauthenticated",
        "Not authenticated",
        "no known key or certificate (expected: Authorization: Bearer KEY, X-Api-Key: KEY"
            + " or a client certificate)");
  }

  static ApiProblem notPermitted(Right expected) {
    return ApiProblem.of(
        403,
        "not-permitted",
        "Not permitted",
        "the key lacks a right (expected: " + expected.word() + ")");
  }

  static ApiProblem noAnswer() {
    return ApiProblem.of(
        503, "store-unavailable", "Store unavailable", "the store of counters did not answer");
  }

  static ApiProblem auditFailed() {
    return ApiProblem.of(
        503, "audit-unavailable", "Audit log unavailable", "nothing was done: it was not written");
  }

  static ApiProblem internal() {
    return ApiProblem.of(500, "internal", "Our own mistake", "the request met a bug of the server");
  }

  /** A caller's text cut to a length and without control characters, fit for an answer. */
  static String shown(String text) {
    String cut = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    StringBuilder shown = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      shown.append(c < ' ' || c == 0x7f || Character.isSurrogate(c) ? '?' : c);
    }
    return shown.toString();
  }
}
