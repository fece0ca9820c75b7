package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final String CALL = ApiFixture.call("tenant-a", "app-1");

  @Test
  void aKeyIsTakenFromEitherField() throws Exception {
    try (ApiFixture fixture = new ApiFixture()) {
      assertThat(status(fixture, "/v1/decide", "X-Api-Key", ApiFixture.KEY)).isEqualTo(200);
      assertThat(status(fixture, "/v1/decide", "Authorization", "Bearer " + ApiFixture.KEY))
          .isEqualTo(200);
      assertThat(status(fixture, "/v1/decide", "Authorization", "bearer " + ApiFixture.KEY))
          .isEqualTo(200);
    }
  }

  @Test
  void anUnknownKeyIs401AndAMissingRightIs403() throws Exception {
    try (ApiFixture fixture = new ApiFixture()) {
      assertThat(status(fixture, "/v1/decide", "X-Api-Key", "decide-key-2")).isEqualTo(401);
      assertThat(status(fixture, "/v1/decide", "X-Api-Key", "x".repeat(2_000))).isEqualTo(401);
      assertThat(status(fixture, "/v1/decide", "Authorization", "Basic dXNlcjp4")).isEqualTo(401);
      assertThat(status(fixture, "/v1/overrides", "X-Api-Key", ApiFixture.KEY)).isEqualTo(403);
    }
  }

  @Test
  void everybodyIsLetInOnTheLoopbackAddressOnly() {
    try (ApiFixture fixture = new ApiFixture(ApiSettings.USUAL, Access.open())) {
      assertThat(fixture.post("/v1/decide", CALL).status()).isEqualTo(200);
    }

    assertThatThrownBy(() -> new ApiFixture(ApiSettings.USUAL.listen("0.0.0.0", 0), Access.open()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a loopback address, or keys");
  }

  @Test
  void nobodyAdministersAnApiWithoutKeys() {
    try (ApiFixture fixture = new ApiFixture(ApiSettings.USUAL, Access.open())) {
      assertThat(fixture.get("/v1/policy").status()).isEqualTo(401);
      assertThat(fixture.get("/v1/audit").status()).isEqualTo(401);
      assertThat(fixture.send("/v1/kill-switch", "DELETE", "").status()).isEqualTo(401);
    }
    assertThatThrownBy(() -> Access.builder().anybody(Right.ADMIN))
        .hasMessage("anybody: admin (expected: decide or metrics)");
  }

  @Test
  void metricsNeedTheirRight() throws Exception {
    try (ApiFixture fixture = new ApiFixture()) {
      assertThat(metrics(fixture, ApiFixture.ADMIN_KEY)).isEqualTo(200);
      assertThat(metrics(fixture, ApiFixture.KEY)).as("a key that may only decide").isEqualTo(403);
      assertThat(metrics(fixture, "no-such-key")).isEqualTo(401);
    }
  }

  @Test
  void metricsAreOpenWhereTheSettingsOrTheLackOfKeysSaySo() throws Exception {
    Access opened = ApiFixture.usualAccess().openMetrics().build();
    try (ApiFixture fixture = new ApiFixture(ApiSettings.USUAL, opened)) {
      assertThat(metrics(fixture, "no-such-key")).isEqualTo(200);
      assertThat(status(fixture, "/v1/decide", "X-Api-Key", "no-such-key")).isEqualTo(401);
      assertThat(status(fixture, "/v1/decide", "X-Api-Key", ApiFixture.KEY)).isEqualTo(200);
    }
    try (ApiFixture fixture = new ApiFixture(ApiSettings.USUAL, Access.open())) {
      assertThat(metrics(fixture, "no-such-key")).isEqualTo(200);
    }
  }

  private static int metrics(ApiFixture fixture, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fixture.api.port() + "/metrics"))
            .header("X-Api-Key", key)
            .build();
    return fixture.send(request, "GET", "/metrics").status();
  }

  @Test
  void aStoredKeyIsItsHash() {
    assertThat(Access.hashed("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThatThrownBy(() -> Access.builder().key("abc", new Principal("a", java.util.Set.of())))
        .hasMessageContaining("expected: 64 hex digits");
  }

  private static int status(ApiFixture fixture, String path, String field, String value)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fixture.api.port() + path))
            .header("Content-Type", "application/json")
            .header(field, value)
            .POST(HttpRequest.BodyPublishers.ofString(CALL))
            .build();
    HttpResponse<String> response =
        fixture.client.send(request, HttpResponse.BodyHandlers.ofString());
    Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
    assertThat(fixture.document.response("POST", path, answer)).isEmpty();
    return answer.status();
  }
}
