package dev.headgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.server.http.ApiSettings;
import dev.headgate.server.registry.IdentitySettings;
import dev.headgate.server.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeReaderTest {
  private static final String LEAST =
      """
      policy: policy.yaml
      gateway:
        upstream: 127.0.0.1:9000
      """;

  /** Every name, each with its default; a change here is a change for every operator. */
  private static final String EVERY_NAME =
      """
      policy: policy.yaml
      registry: registry.yaml
      audit: audit.log
      store: { url: memory, writeEvery: 100ms }
      drain: 30s
      gateway:
        listen: 127.0.0.1:8080
        upstream: 127.0.0.1:9000
        trustedPeers: []
        hostKept: true
        upgrades: [websocket]
        idempotency: { read: [], require: [] }
        sizes:
          bodyBytesMax: 1073741824
          drainBytesMax: 65536
        times:
          clientHead: 10s
          clientBodyIdle: 30s
          clientKeepAliveIdle: 75s
          clientStalled: 30s
          upstreamConnect: 3s
          upstreamResponseHead: 60s
          upstreamResponseIdle: 60s
          upstreamKeepAliveIdle: 50s
          admission: 5s
          renewEvery: 5s
          tunnelIdle: 10m
      api:
        listen: 127.0.0.1:8081
        eventLoops: 0
        metrics: keyed
        bounds: { bodyMax: 262144, headMax: 16384, connectionsMax: 10000, batchMax: 100 }
        waits: { idle: 60s, body: 10s, answer: 5s, drain: 10s }
      identity:
        apiKeyField: X-Api-Key
        basic: true
        fields: {}
        anonymous: false
        unregistered: false
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), "limits: {}\n");
    Files.writeString(folder.resolve("registry.yaml"), "tenants: {}\n");
  }

  private @Nullable ServeSettings read(String text, Problems problems) throws IOException {
    return ServeReader.read(Files.writeString(folder.resolve("headgate.yaml"), text), problems);
  }

  @Test
  void namesAndDefaultsStayAsTheyAre() throws IOException {
    Problems problems = new Problems();

    ServeSettings least = Objects.requireNonNull(read(LEAST, problems));
    ServeSettings every = Objects.requireNonNull(read(EVERY_NAME, problems));

    assertThat(problems.problems()).isEmpty();
    assertThat(every.gateway()).isEqualTo(least.gateway());
    assertThat(every.idempotency()).isEqualTo(least.idempotency());
    assertThat(every.api()).isEqualTo(least.api());
    assertThat(every.identity()).isEqualTo(least.identity());
    assertThat(every.store()).isEqualTo(least.store()).isEqualTo(StoreSettings.USUAL);
    assertThat(every.drain()).isEqualTo(least.drain()).isEqualTo(Duration.ofSeconds(30));
    assertThat(least.identity()).isEqualTo(IdentitySettings.USUAL);
    assertThat(least.api()).isEqualTo(ApiSettings.USUAL.listen("127.0.0.1", 8081));
    assertThat(every.files().registry()).isEqualTo(folder.resolve("registry.yaml"));
  }

  @Test
  void aFileOfCountersLiesWhereTheConfigurationSays() throws IOException {
    Problems problems = new Problems();
    String store = "store: { url: \"sqlite:data/counters.db\", writeEvery: 1s }\n";

    ServeSettings settings = Objects.requireNonNull(read(LEAST + store, problems));

    assertThat(settings.store().file()).isEqualTo(folder.resolve("data/counters.db"));
    assertThat(settings.store().writeEvery()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void settlementsOfAnOutageLieInAFileBesideASharedStoreOnly() throws IOException {
    Problems problems = new Problems();
    String shared = "store: { url: \"redis://10.0.0.5:6379\", outbox: data/settlements.db }\n";

    ServeSettings settings = Objects.requireNonNull(read(LEAST + shared, problems));

    assertThat(settings.store().outbox()).isEqualTo(folder.resolve("data/settlements.db"));
    assertThat(read(LEAST + "store: { url: memory, outbox: a.db }\n", problems)).isNull();
    assertThat(problems.problems().getFirst().toString())
        .contains("memory with an outbox (expected: an outbox beside a server that nodes share)");
  }

  @Test
  void filesOfTlsLieWhereTheConfigurationSays() throws IOException {
    Problems problems = new Problems();
    for (String file : List.of("ca.pem", "node.pem", "node.key")) {
      Files.writeString(folder.resolve(file), "");
    }
    String store =
        """
        store:
          url: "rediss-sentinel://10.0.0.1:26379#shop"
          tls: { issuers: ca.pem, certificate: node.pem, key: node.key }
        """;

    ServeSettings settings = Objects.requireNonNull(read(LEAST + store, problems));

    assertThat(settings.store().remote()).isTrue();
    assertThat(settings.store().tls())
        .isEqualTo(
            new StoreSettings.Tls(
                folder.resolve("ca.pem"),
                new StoreSettings.Shown(folder.resolve("node.pem"), folder.resolve("node.key"))));
  }

  @Test
  void anUnknownStoreAndAnImpossiblePauseAreProblems() throws IOException {
    for (String store :
        List.of(
            "store: { url: \"mysql:counters\" }",
            "store: { url: \"sqlite:\" }",
            "store: { url: \"sqlite:a.db?cache=shared\" }",
            "store: { url: \"sqlite:a.db\", writeEvery: 11s }",
            "store: { url: \"redis://10.0.0.1\", tls: { issuers: policy.yaml } }")) {
      Problems problems = new Problems();

      assertThat(read(LEAST + store + "\n", problems)).as(store).isNull();
      assertThat(problems.problems()).as(store).hasSize(1);
      assertThat(problems.problems().getFirst().toString()).contains("(expected: ");
    }
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheirPlace() throws IOException {
    Problems problems = new Problems();

    ServeSettings settings =
        read(
            """
            policy: policy.yaml
            drain: soon
            gateway:
              upstream: 127.0.0.1:99999
              trustedPeers: [10.0.0.0/8, 300.1.1.1]
              times: { clientHead: -1s }
              sizes: { bodyMax: 1 }
            api:
              metrics: shut
              keys:
                service-a: { sha256: abc, rights: [everything] }
            """,
            problems);

    assertThat(settings).isNull();
    List<String> found = problems.problems().stream().map(Problem::toString).toList();
    assertThat(found).hasSize(8);
    assertThat(found.getFirst())
        .startsWith("headgate.yaml:2:8: drain: \"soon\" (expected: a length");
    assertThat(found)
        .anyMatch(text -> text.contains("4:13: gateway.upstream: \"127.0.0.1:99999\""));
    assertThat(found).anyMatch(text -> text.contains("300.1.1.1 (expected: an IP address"));
    assertThat(found)
        .anyMatch(text -> text.contains("everything (expected: decide, metrics or admin)"));
    assertThat(found).anyMatch(text -> text.contains("\"shut\" (expected: keyed,"));
    assertThat(found).anyMatch(text -> text.contains("unknown key \"bodyMax\""));
  }
}
