package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.policy.registry.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headgate serve} with files of its own, in a process of the built jar. */
class ServeJarTest {
  private static final String REGISTRY =
      """
      tenants: { tenant-a: { plan: standard } }
      apps: { app-1: {} }
      credentials: { key-1: { sha256: SHA256, tenant: tenant-a, app: app-1 } }
      """;
  private static final String CONFIG =
      """
      policy: policy.yaml
      registry: registry.yaml
      audit: audit.log
      gateway: { listen: "127.0.0.1:0", upstream: "127.0.0.1:UPSTREAM" }
      api:
        listen: "127.0.0.1:0"
        keys: { service-a: { sha256: SHA256, rights: [decide, admin] } }
      """;
  private static final String CALL =
      """
      {"method": "GET", "path": "/issues/7", "caller": {"tenant": "tenant-a", "app": "app-1"}}
      """;

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer upstream;
  private HeadgateProcess process;
  private int gateway;
  private int api;

  @BeforeEach
  void start() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("done".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    upstream.start();
    policy(2);
    write("registry.yaml", REGISTRY.replace("SHA256", Secrets.hash("secret-1")));
    String config = CONFIG.replace("UPSTREAM", "" + upstream.getAddress().getPort());
    Path file = write("headgate.yaml", config.replace("SHA256", Secrets.hash("service-secret")));
    process = HeadgateProcess.start("serve", "--config", file.toString(), "--json");
    String ports = process.readTo("}");
    gateway = port(ports, "gateway");
    api = port(ports, "api");
  }

  @AfterEach
  void end() {
    process.close();
    upstream.stop(0);
    client.close();
  }

  private void policy(int calls) throws IOException {
    write("policy.yaml", "limits: { daily: { window: " + calls + " per 1d, per: tenant } }\n");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static int port(String ports, String door) {
    Matcher found = Pattern.compile("\"" + door + "\" *: *([0-9]+)").matcher(ports);
    assertThat(found.find()).as(ports).isTrue();
    return Integer.parseInt(found.group(1));
  }

  @Test
  void bothDoorsCountTogetherAReloadKeepsTheCountsAndTheEndIsOrderly() throws Exception {
    HttpResponse<String> first = throughGateway();
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("RateLimit").orElse("")).startsWith("\"daily\";r=1;");
    assertThat(decided().body()).contains("\"decision\":\"allowed\"");
    assertThat(throughGateway().statusCode()).isEqualTo(429);

    policy(5);
    await(() -> throughGateway().statusCode() == 200);

    HttpResponse<String> fourth = throughGateway();
    assertThat(fourth.headers().firstValue("RateLimit").orElse("")).startsWith("\"daily\";r=1;");

    assertThat(process.end()).as("exit code after SIGTERM").isEqualTo(143);
  }

  private HttpResponse<String> throughGateway() {
    return send(request(gateway, "/issues/7").header("X-Api-Key", "secret-1"));
  }

  private HttpResponse<String> decided() {
    return send(
        request(api, "/v1/decide")
            .header("X-Api-Key", "service-secret")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(CALL)));
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Each try waits for a whole exchange, so that this does not spin. */
  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("20 s in vain").isLessThan(deadline);
    }
  }
}
