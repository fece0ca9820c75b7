package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code headgate proxy} in a process of the built jar. */
class ProxyJarTest {
  private final CountDownLatch slowCame = new CountDownLatch(1);
  private final CountDownLatch slowGoes = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer upstream;
  private HeadgateProcess proxy;
  private int port;

  @BeforeEach
  void start() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.setExecutor(task -> Thread.ofVirtual().start(task));
    upstream.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/slow")) {
            slowCame.countDown();
            await(slowGoes);
          }
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("done".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    upstream.start();
    String url = "http://127.0.0.1:" + upstream.getAddress().getPort();
    proxy =
        HeadgateProcess.start(
            "proxy", "--upstream", url, "--profile", "jama", "--port", "0", "--json");
    Matcher said = Pattern.compile("\"port\" : (\\d+)").matcher(proxy.readTo("}"));
    assertThat(said.find()).isTrue();
    port = Integer.parseInt(said.group(1));
  }

  @AfterEach
  void end() {
    slowGoes.countDown();
    proxy.close();
    upstream.stop(0);
    client.shutdownNow();
  }

  @Test
  void whatScriptsDidIsReportedAsTableJsonAndCsv() throws Exception {
    assertThat(client.send(get("/rest/v1/items/7"), BodyHandlers.ofString()).body())
        .isEqualTo("done");

    assertThat(report("table")).containsPattern("export +GET /rest/v1/items/\\{\\} +1 +1 +0");
    assertThat(report("json")).contains("\"script\" : \"export\"", "\"calls\" : 1");
    assertThat(report("csv")).contains(",\"export\",\"GET /rest/v1/items/{}\",1,1,0,0,0,0,0.000");
  }

  @Test
  void theEndWaitsForACallThatRuns() throws Exception {
    CompletableFuture<HttpResponse<String>> slow =
        client.sendAsync(get("/slow"), BodyHandlers.ofString());
    await(slowCame);

    CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(this::terminated);
    slowGoes.countDown();

    assertThat(slow.get().body()).isEqualTo("done");
    assertThat(ended.get()).as("ended by SIGTERM").isEqualTo(143);
  }

  private int terminated() {
    try {
      return proxy.end();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest get(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
        .header("X-Headgate-Script", "export")
        .build();
  }

  private String report(String format) throws Exception {
    HeadgateProcess report =
        HeadgateProcess.start(
            "proxy", "report", "--port", Integer.toString(port), "--format", format);
    try (report) {
      String text = report.readAll();
      assertThat(report.exitCode()).isZero();
      return text;
    }
  }
}
