package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutualTlsTest {
  @TempDir Path directory;

  @Test
  void aClientIsKnownByTheSubjectOfItsCertificate() throws Exception {
    TestCertificate server = TestCertificate.make(directory, "CN=localhost");
    TestCertificate known = TestCertificate.make(directory, "CN=gateway-1,O=provider");
    ApiSettings settings =
        ApiSettings.USUAL.with(
            new ApiSettings.Tls(server.certificate(), server.key(), known.certificate()));
    Access access =
        Access.builder()
            .subject("CN=gateway-1,O=provider", new Principal("gateway-1", Set.of(Right.DECIDE)))
            .build();

    try (ApiFixture fixture = new ApiFixture(settings, access)) {
      assertThat(decide(fixture, known.client(server))).isEqualTo(200);
      assertThat(decide(fixture, TestCertificate.nobody(server))).isEqualTo(401);
    }
  }

  private static int decide(ApiFixture fixture, HttpClient client) throws Exception {
    try (client) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + fixture.api.port() + "/v1/decide"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(ApiFixture.call("tenant-a", "app-1")))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}
