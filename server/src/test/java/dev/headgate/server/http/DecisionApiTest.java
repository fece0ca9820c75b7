package dev.headgate.server.http;

import static dev.headgate.server.http.ApiFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionApiTest {
  private final ApiFixture fixture = new ApiFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anAllowedCallCarriesTheFieldsToPassOn() {
    Answer answer = fixture.post("/v1/decide", call("tenant-a", "app-1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/decision")).isEqualTo("allowed");
    assertThat(answer.text("/status")).isEqualTo("200");
    assertThat(answer.text("/cost/points")).isEqualTo("2");
    assertThat(answer.text("/claims/0/remaining")).isEqualTo("4");
    assertThat(answer.text("/claims/1/remaining")).isEqualTo("98");
    assertThat(answer.text("/fields/0/name")).isEqualTo("RateLimit-Policy");
    assertThat(answer.has("/reservation")).isFalse();
  }

  @Test
  void aThrottledCallIsAnsweredWith200AndSays429() {
    for (int i = 0; i < 5; i++) {
      fixture.post("/v1/decide", call("tenant-a", "app-" + i));
    }

    Answer answer = fixture.post("/v1/decide", call("tenant-a", "app-9"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/decision")).isEqualTo("throttled");
    assertThat(answer.text("/status")).isEqualTo("429");
    assertThat(answer.text("/bindingRule")).isEqualTo("burst");
    assertThat(answer.text("/retryAfterSeconds")).isEqualTo("1");
    assertThat(answer.text("/problem/type")).endsWith("#quota-exceeded");
    assertThat(answer.text("/problem/violated-policies/0")).isEqualTo("burst");
  }

  @Test
  void aCallerWhoseKeyIsTooLongIsRefusedWithLengthAndBound() {
    Answer answer = fixture.post("/v1/decide", call("é".repeat(500), "app-1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/decision")).isEqualTo("refused");
    assertThat(answer.text("/status")).isEqualTo("400");
    assertThat(answer.text("/problem/detail"))
        .isEqualTo("[tenant]: 1000 bytes (expected: <= 512 by burst)");
  }

  @Test
  void aCallerThatWaitsRetryAfterIsAllowed() {
    for (int i = 0; i < 5; i++) {
      fixture.post("/v1/decide", call("tenant-a", "app-" + i));
    }
    Answer throttled = fixture.post("/v1/decide", call("tenant-a", "app-9"));

    fixture.time.advance(Long.parseLong(throttled.text("/retryAfterSeconds")) * Micros.SECOND);

    assertThat(fixture.post("/v1/decide", call("tenant-a", "app-9")).text("/decision"))
        .isEqualTo("allowed");
  }

  @Test
  void anExhaustedQuotaNamesItsReset() {
    fixture.post(
        "/v1/decide",
        "{\"operation\":\"getIssue\",\"costs\":{\"points\":99},"
            + "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}");

    Answer answer = fixture.post("/v1/decide", call("tenant-a", "app-1"));

    assertThat(answer.text("/decision")).isEqualTo("exhausted");
    assertThat(answer.text("/resetAt")).isEqualTo("2025-11-24T17:00:00Z");
    assertThat(answer.text("/claims/1/remaining")).isEqualTo("1");
  }

  @Test
  void aLicenceGateRefusesWith403AndNoRetryAfter() {
    Answer answer =
        fixture.post(
            "/v1/decide",
            "{\"operation\":\"getIssue\","
                + "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\",\"licence\":\"float\"}}");

    assertThat(answer.text("/decision")).isEqualTo("refused");
    assertThat(answer.text("/status")).isEqualTo("403");
    assertThat(answer.text("/reason")).isEqualTo("licence-required");
    assertThat(answer.has("/retryAfterSeconds")).isFalse();
  }

  @Test
  void aCallDearerThanTheQuotaIsRefused() {
    Answer answer =
        fixture.post(
            "/v1/decide",
            "{\"operation\":\"exportAll\",\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}");

    assertThat(answer.text("/decision")).isEqualTo("refused");
    assertThat(answer.text("/status")).isEqualTo("403");
  }

  @Test
  void aCallIsFoundByItsRoute() {
    Answer answer =
        fixture.post(
            "/v1/quote",
            "{\"method\":\"GET\",\"path\":\"/issues/7\",\"caller\":{\"tenant\":\"tenant-a\"}}");

    assertThat(answer.text("/operation")).isEqualTo("getIssue");
    assertThat(answer.text("/cost/points")).isEqualTo("2");
    assertThat(answer.text("/costKind")).isEqualTo("final");
  }

  @Test
  void aCheckTakesNothing() {
    fixture.post("/v1/check", call("tenant-a", "app-1"));
    fixture.post("/v1/check", call("tenant-a", "app-1"));

    Answer answer = fixture.post("/v1/check", call("tenant-a", "app-1"));

    assertThat(answer.text("/decision")).isEqualTo("allowed");
    assertThat(answer.text("/claims/0/remaining")).isEqualTo("5");
  }

  @Test
  void anExplanationShowsEveryClaimAndReadsAsText() {
    Answer answer = fixture.post("/v1/explain", call("tenant-a", "app-1"));

    assertThat(answer.text("/claims/0/key/tenant")).isEqualTo("tenant-a");
    assertThat(answer.text("/claims/1/unit")).isEqualTo("points");
    assertThat(answer.text("/claims/2/phase")).isEqualTo("advertise");
    assertThat(answer.text("/caller/attributes/user")).isEqualTo("user-17");
    assertThat(answer.text("/text"))
        .contains("getIssue by tenant tenant-a, app app-1, user user-17 is allowed")
        .contains("hourly [app-1] (enforce): costs 2, 100 of 100 points left");
  }

  @Test
  void theSameIdTakesOnceAndSaysSo() {
    String call = "{\"id\":\"call-1\"," + call("tenant-a", "app-1").substring(1);

    Answer first = fixture.post("/v1/decide", call);
    Answer second = fixture.post("/v1/decide", call);

    assertThat(second.text("/reservation/id")).isEqualTo(first.text("/reservation/id"));
    assertThat(second.text("/repeated")).isEqualTo("true");
    assertThat(second.text("/claims/0/remaining")).isEqualTo("4");
  }

  @Test
  void theSameIdWithAnotherCallIs422() {
    fixture.post("/v1/decide", "{\"id\":\"call-1\"," + call("tenant-a", "app-1").substring(1));

    Answer answer =
        fixture.post("/v1/decide", "{\"id\":\"call-1\"," + call("tenant-b", "app-1").substring(1));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/type")).isEqualTo("urn:headgate:problem:id-reused");
  }

  @Test
  void anIdempotencyKeyIsTheIdQuotedOrBare() {
    Answer quoted = withKey("\"call-1\"");
    Answer bare = withKey("call-1");

    assertThat(bare.text("/reservation/id")).isEqualTo(quoted.text("/reservation/id"));
  }

  private Answer withKey(String key) {
    var request =
        fixture
            .request("/v1/decide")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(call("tenant-a", "app-1")))
            .build();
    return fixture.send(request, "POST", "/v1/decide");
  }

  @Test
  void aReservationIsSettledToItsRealCostOnce() {
    String search =
        "{\"operation\":\"deepSearch\",\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}";
    Answer decided = fixture.post("/v1/decide", search);
    String id = decided.text("/reservation/id");

    String settle = "{\"reservation\":\"%s\",\"costs\":{\"points\":20}}".formatted(id);
    Answer settled = fixture.post("/v1/settle", settle);
    Answer again = fixture.post("/v1/settle", settle.replace("20", "90"));

    assertThat(decided.text("/costKind")).isEqualTo("reserved");
    assertThat(settled.text("/outcome")).isEqualTo("settled");
    assertThat(settled.text("/adjustments/1/refunded")).isEqualTo("30");
    assertThat(again.body()).isEqualTo(settled.body());
    assertThat(remainingPoints()).isEqualTo("80");
    assertThat(fixture.get("/v1/reservations/" + id).text("/settlement/outcome"))
        .isEqualTo("settled");
  }

  @Test
  void aReleaseGivesEverythingBack() {
    Answer decided =
        fixture.post("/v1/decide", "{\"held\":true," + call("tenant-a", "app-1").substring(1));
    String id = decided.text("/reservation/id");
    assertThat(fixture.get("/v1/reservations/" + id).text("/state")).isEqualTo("open");

    fixture.post("/v1/release", "{\"reservation\":\"" + id + "\"}");

    assertThat(remainingPoints()).isEqualTo("100");
  }

  private String remainingPoints() {
    return fixture.post("/v1/check", call("tenant-z", "app-1")).text("/claims/1/remaining");
  }

  @Test
  void aReservationThatIsRenewedOutlivesItsFirstLife() {
    Answer decided =
        fixture.post("/v1/decide", "{\"held\":true," + call("tenant-a", "app-1").substring(1));
    String id = decided.text("/reservation/id");
    String renew = "{\"reservation\":\"" + id + "\"}";
    long life = dev.headgate.core.snapshot.Settings.USUAL.reservationLife();

    fixture.time.advance(life / 2);
    assertThat(fixture.post("/v1/renew", renew).status()).isEqualTo(200);
    fixture.time.advance(life * 3 / 4);

    assertThat(fixture.get("/v1/reservations/" + id).text("/state")).isEqualTo("open");
    fixture.post("/v1/release", renew);
    assertThat(fixture.post("/v1/renew", renew).status()).isEqualTo(404);
  }

  @Test
  void settlingAnUnknownReservationIsCounted() {
    fixture.post("/v1/settle", "{\"reservation\":\"r-404\",\"costs\":{\"points\":7}}");

    assertThat(fixture.get("/metrics").body()).contains("headgate_settlements_unknown_total 1.0");
  }

  @Test
  void anUnknownReservationIs404() {
    assertThat(fixture.post("/v1/settle", "{\"reservation\":\"r-404\"}").status()).isEqualTo(404);
    assertThat(fixture.get("/v1/reservations/r-404").status()).isEqualTo(404);
  }

  @Test
  void aBatchIsAnsweredInItsOrderEachWithItsOwnStatus() {
    String unknown = "{\"operation\":\"noSuch\",\"caller\":{\"tenant\":\"tenant-a\"}}";
    String one = call("tenant-a", "app-1");

    Answer answer =
        fixture.post("/v1/decide", "{\"calls\":[" + one + "," + unknown + "," + one + "]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/answers/0/body/claims/0/remaining")).isEqualTo("4");
    assertThat(answer.text("/answers/1/status")).isEqualTo("422");
    assertThat(answer.text("/answers/2/body/claims/0/remaining")).isEqualTo("3");
  }

  @Test
  void anArrayIsABatchAndAHundredCallsAreItsBound() {
    String one = call("tenant-a", "app-1");
    String hundred = "[" + one + ("," + one).repeat(99) + "]";

    Answer answer = fixture.post("/v1/check", hundred);
    Answer beyond = fixture.postBad("/v1/check", "[" + one + ("," + one).repeat(100) + "]");

    assertThat(answer.json().at("/answers").size()).isEqualTo(100);
    assertThat(beyond.status()).isEqualTo(400);
    assertThat(beyond.text("/path")).isEqualTo("/100");
  }

  @Test
  void aBatchWithAWrongFieldTakesNothing() {
    String one = call("tenant-a", "app-1");

    Answer answer = fixture.postBad("/v1/decide", "[" + one + ",{\"operatoin\":\"getIssue\"}]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/path")).isEqualTo("/1/operatoin");
    assertThat(answer.text("/didYouMean")).isEqualTo("operation");
    assertThat(remainingPoints()).isEqualTo("100");
  }

  @Test
  void healthReadinessAndMetricsNeedNoKey() {
    fixture.post("/v1/decide", call("tenant-secret", "app-1"));

    assertThat(fixture.get("/healthz").text("/status")).isEqualTo("up");
    assertThat(fixture.get("/readyz").text("/status")).isEqualTo("ready");
    assertThat(fixture.get("/metrics").body())
        .contains("headgate_decisions_total{outcome=\"allowed\"} 1.0")
        .contains("headgate_rule_verdicts_total{rule=\"burst\",verdict=\"allowed\"} 1.0")
        .contains("headgate_live_keys{rule=\"burst\"} 1.0")
        .contains("headgate_requests_seconds_bucket{door=\"api\",endpoint=\"/v1/decide\"")
        .doesNotContain("tenant-secret");
  }

  @Test
  void aDrainingServerIsNotReadyAndStillServes() {
    fixture.api.drain();

    assertThat(fixture.get("/readyz").status()).isEqualTo(503);
    assertThat(fixture.post("/v1/decide", call("tenant-a", "app-1")).status()).isEqualTo(200);
  }
}
