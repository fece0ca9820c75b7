package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
  private static final ApiFixture FIXTURE = new ApiFixture();
  private static final String CALLER = "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}";
  private static final String LONG = "x".repeat(600);

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  /** A body, the status it gets, the end of the problem's type and a part of its detail. */
  record Bad(String path, String body, int status, String type, String detail) {
    static Bad call(String body, int status, String type, String detail) {
      return new Bad("/v1/decide", body, status, type, detail);
    }
  }

  static List<Bad> table() {
    List<Bad> table = new ArrayList<>(wholes());
    table.addAll(parts());
    return table;
  }

  /** Bodies that are wrong as a whole, or in what they ask about. */
  private static List<Bad> wholes() {
    return List.of(
        Bad.call("", 400, "malformed-json", "the body is empty at line 1, column 1"),
        Bad.call("{", 400, "malformed-json", "at line 1, column"),
        Bad.call("{\"operation\":\"getIssue\",}", 400, "malformed-json", "at line 1, column 25"),
        Bad.call("{} x", 400, "field-missing", "operation, or method and path"),
        Bad.call("{\"operation\":\"getIssue\"} x", 400, "malformed-json", "at line 1"),
        Bad.call("{\"operation\":\"getIssue\"}{}", 400, "malformed-json", "after the end"),
        Bad.call("{\"operation\":'getIssue'}", 400, "malformed-json", "at line 1"),
        Bad.call("{\"operation\":NaN}", 400, "malformed-json", "at line 1"),
        Bad.call("\"getIssue\"", 400, "wrong-value", "a string (expected: an object)"),
        Bad.call("7", 400, "wrong-value", "a whole number (expected: an object)"),
        Bad.call("null", 400, "wrong-value", "null (expected: an object)"),
        Bad.call("[]", 400, "wrong-value", "0 elements"),
        Bad.call("[[]]", 400, "wrong-value", "/0: an array (expected: an object)"),
        Bad.call("{\"calls\":[]}", 400, "wrong-value", "0 elements"),
        Bad.call("{\"calls\":{}}", 400, "wrong-value", "/calls: an object (expected: an array)"),
        Bad.call(
            "{\"calls\":[{\"operation\":\"getIssue\"}],\"id\":\"a\"}",
            400,
            "wrong-value",
            "calls and a call"),
        Bad.call("{\"operation\":7}", 400, "wrong-value", "/operation: a whole number"),
        Bad.call("{\"operation\":\"\"}", 400, "wrong-value", "/operation: 0 characters"),
        Bad.call("{\"operation\":\"" + LONG + "\"}", 400, "wrong-value", "600 characters"),
        Bad.call("{\"operation\":\"noSuch\"}", 422, "unknown-operation", "noSuch"),
        Bad.call("{\"method\":\"GET\"}", 400, "field-missing", "method and path"),
        Bad.call(
            "{\"method\":\"GET\",\"path\":\"/x\",\"operation\":\"getIssue\"}",
            400,
            "field-missing",
            "not both"),
        Bad.call("{\"method\":\"GET\",\"path\":\"/a/%2e%2e/b\"}", 400, "wrong-value", "/path: "),
        Bad.call("{\"oparation\":\"x\"}", 400, "unknown-field", "one of [operation, caller"));
  }

  /** Bodies with one wrong part. */
  private static List<Bad> parts() {
    return List.of(
        Bad.call("{\"operation\":\"a\",\"operation\":\"b\"}", 400, "field-twice", "second time"),
        Bad.call("{\"held\":1}", 400, "wrong-value", "true or false"),
        Bad.call("{\"id\":\"\"}", 400, "wrong-value", "/id: 0 characters"),
        Bad.call(
            "{\"costs\":{\"points\":-3}}", 400, "wrong-value", "-3 (expected: 0 to 1000000000"),
        Bad.call("{\"costs\":{\"points\":1.5}}", 400, "wrong-value", "a number with a fraction"),
        Bad.call(
            "{\"costs\":{\"points\":99999999999999999999}}", 400, "wrong-value", "expected: 0 to"),
        Bad.call("{\"costs\":{\"points\":1e3}}", 400, "wrong-value", "/costs/points"),
        Bad.call("{\"caller\":[]}", 400, "wrong-value", "/caller: an array"),
        Bad.call("{\"caller\":{\"tenant\":\"\"}}", 400, "wrong-value", "/caller/tenant: 0 char"),
        Bad.call("{\"caller\":{\"plan\":\"gold\"}}", 400, "wrong-value", "/caller/plan"),
        Bad.call("{\"caller\":{\"user\":null}}", 400, "wrong-value", "null (expected: a string)"),
        Bad.call(
            "{\"caller\":{\"user\":\"a\",\"user\":\"b\"}}", 400, "field-twice", "/caller/user"),
        Bad.call(
            "{\"attributes\":{\"issue\":\"\\ud800\"}}", 400, "wrong-value", "half a surrogate"),
        Bad.call(
            "{\"attributes\":{\"issue\":\"" + LONG + "\"}}", 400, "wrong-value", "600 characters"),
        Bad.call("{\"attributes\":" + many(33) + "}", 400, "wrong-value", "<= 32 fields"),
        Bad.call("[".repeat(50), 400, "wrong-value", "/0: an array"),
        new Bad("/v1/settle", "{}", 400, "field-missing", "the id of a reservation"),
        new Bad("/v1/settle", "{\"reservation\":7}", 400, "wrong-value", "a string"),
        new Bad(
            "/v1/release", "{\"reservation\":\"r\",\"costs\":{}}", 400, "unknown-field", "costs"),
        new Bad("/v1/quote", "{" + CALLER + "}", 400, "field-missing", "operation"),
        new Bad("/v1/overrides", "{\"phase\":\"loud\"}", 400, "wrong-value", "[off, observe"),
        new Bad("/v1/overrides", "{\"until\":\"tomorrow\"}", 400, "wrong-value", "an instant"),
        new Bad("/v1/counters/reset", "{\"rule\":\"burst\"}", 400, "field-missing", "reason"));
  }

  private static String many(int count) {
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      many.append(i == 0 ? "" : ",").append("\"a").append(i).append("\":\"b\"");
    }
    return many.append('}').toString();
  }

  @ParameterizedTest
  @MethodSource("table")
  void aMistakeIsAnsweredWithWhatWasFoundAndExpected(Bad bad) {
    Answer answer = FIXTURE.postBad(bad.path(), bad.body());

    assertThat(answer.status()).as(answer.body()).isEqualTo(bad.status());
    assertThat(answer.text("/type")).isEqualTo("urn:headgate:problem:" + bad.type());
    assertThat(answer.text("/detail")).contains(bad.detail());
  }

  @Test
  void malformedJsonCarriesItsPosition() {
    Answer answer = FIXTURE.postBad("/v1/decide", "{\n  \"operation\": getIssue\n}");

    assertThat(answer.text("/line")).isEqualTo("2");
    assertThat(Integer.parseInt(answer.text("/column"))).isGreaterThan(15);
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    Answer answer =
        send(
            FIXTURE
                .request("/v1/decide")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        new byte[] {'"', (byte) 0xC3, '(', '"'})));

    assertThat(answer.status()).isEqualTo(400);
  }

  private static Answer send(HttpRequest.Builder request) {
    return FIXTURE.send(request.build(), "POST", "/v1/decide");
  }

  @Test
  void aBodyThatIsTooLargeIs413WithAndWithoutItsLength() {
    byte[] large = new byte[ApiSettings.Bounds.USUAL.bodyMax() + 1];
    var known = HttpRequest.BodyPublishers.ofByteArray(large);
    var unknown =
        HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large));

    for (var publisher : List.of(known, unknown)) {
      Answer answer =
          send(
              FIXTURE
                  .request("/v1/decide")
                  .header("Content-Type", "application/json")
                  .POST(publisher));

      assertThat(answer.status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"text/plain", "application/jsonp", "application/x-www-form-urlencoded", "json"})
  void anotherMediaTypeIs415(String type) {
    Answer answer =
        send(
            FIXTURE
                .request("/v1/decide")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aMissingMediaTypeAndAnEncodedBodyAre415() {
    Answer missing =
        send(FIXTURE.request("/v1/decide").POST(HttpRequest.BodyPublishers.ofString("{}")));
    Answer encoded =
        send(
            FIXTURE
                .request("/v1/decide")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(missing.status()).isEqualTo(415);
    assertThat(encoded.status()).isEqualTo(415);
  }

  @Test
  void anotherMethodIs405WithAllow() {
    Answer answer = FIXTURE.send("/v1/overrides", "PATCH", "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("GET, POST");
  }

  @Test
  void anotherPathIs404() {
    for (String path : List.of("/", "/v1", "/v1/", "/v1/decide/", "/v1/reservations/", "/v2/x")) {
      Answer answer = FIXTURE.get(path);

      assertThat(answer.status()).as(path).isIn(404, 405);
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"\"\"", "\"a\"b\"", "\"a\\\"", " "})
  void aMalformedIdempotencyKeyIs400(String key) {
    Answer answer =
        send(
            FIXTURE
                .request("/v1/decide")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"operation\":\"getIssue\"}")));

    assertThat(answer.status()).isEqualTo(400);
  }
}
