package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  @Test
  void everyEndpointIsDocumentedAndEveryDocumentedOneIsThere() {
    try (ApiFixture fixture = new ApiFixture()) {
      TreeSet<String> missing = new TreeSet<>();
      for (String operation : fixture.document.operations()) {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation.substring(operation.indexOf(' ') + 1).replace("{id}", "x-1");
        int status = fixture.send(path, method, "{}").status();
        if (status == 405) {
          missing.add(operation);
        }
      }

      assertThat(missing).isEmpty();
    }
  }

  @Test
  void noEndpointIsLeftOutOfTheDocument() {
    try (ApiFixture fixture = new ApiFixture()) {
      TreeSet<String> served = new TreeSet<>();
      for (Endpoint endpoint : fixture.api.endpoints()) {
        String path = endpoint.path().endsWith("/") ? endpoint.path() + "{id}" : endpoint.path();
        served.add(endpoint.method().name().toUpperCase(Locale.ROOT) + " " + path);
      }

      assertThat(fixture.document.operations()).isEqualTo(served);
    }
  }
}
