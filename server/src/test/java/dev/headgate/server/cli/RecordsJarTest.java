package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.postgres.PostgresProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar has all that records need: drivers, migrations, the plugins that read them. */
class RecordsJarTest {
  private static final String CALL =
      """
      {"method": "GET", "path": "/x", "caller": {"tenant": "tenant-a"}}
      """;

  @TempDir Path folder;

  @Test
  void theJarKeepsRecordsInSqlite() throws Exception {
    servesWhatWasImportedAndShowsWhatWasUsed("sqlite:records.db");
  }

  @Test
  void theJarKeepsRecordsInPostgres() throws Exception {
    try (PostgresProcess server = new PostgresProcess()) {
      RecordsUrl.Postgres url = server.database();
      servesWhatWasImportedAndShowsWhatWasUsed(
          "postgresql://%s:%s@%s:%d/%s"
              .formatted(
                  url.login().user(),
                  url.login().password().reveal(),
                  url.host(),
                  url.port(),
                  url.database()));
    }
  }

  private void servesWhatWasImportedAndShowsWhatWasUsed(String url) throws Exception {
    Files.writeString(
        folder.resolve("policy.yaml"), "limits: { daily: { window: 1000 per 1d, per: tenant } }\n");
    Path registry = folder.resolve("registry.yaml");
    Files.writeString(registry, "tenants: { tenant-a: { plan: standard } }\n");
    String config =
        Files.writeString(
                folder.resolve("headgate.yaml"),
                "policy: policy.yaml\napi: { listen: \"127.0.0.1:0\" }\nrecords: { url: \"%s\" }\n"
                    .formatted(url))
            .toString();

    assertThat(run("registry", "import", "--config", config, registry.toString()))
        .isEqualTo("version 1: 1 added, 0 changed, 0 removed\n");
    try (HeadgateProcess serving = HeadgateProcess.start("serve", "--config", config);
        HttpClient http = HttpClient.newHttpClient()) {
      String port = serving.readLine().replace("decision API on port ", "");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/decide"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(CALL))
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(serving.end()).isEqualTo(143);
    }
    assertThat(run("usage", "--config", config, "--by", "tenant", "--format", "csv"))
        .endsWith("tenant-a,points,1,0,0,0,1,0\n");
  }

  private static String run(String... arguments) throws Exception {
    try (HeadgateProcess process = HeadgateProcess.start(arguments)) {
      String said = process.readAll();
      assertThat(process.exitCode()).as(said).isZero();
      return said;
    }
  }
}
