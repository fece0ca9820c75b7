package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.house.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example with three nodes behind nginx, as its page says. */
@Timeout(300)
class FleetExampleJarTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("headgate.root", "..")));
  private static final int AMOUNT = 20;
  private static final int PORTS = 24;
  private static final Pattern NODES = Pattern.compile("processes (\\d+) \\d+ \\d+");

  @Test
  void threeNodesCountTogetherAndOneThatIsKilledIsNotMissed() throws Exception {
    int port = FreePorts.row(PORTS);
    ProcessBuilder run = new ProcessBuilder("examples/fleet/run").directory(ROOT.toFile());
    run.environment().put("FLEET_PORT", "" + port);
    Process process = run.redirectErrorStream(true).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        HttpClient http = HttpClient.newHttpClient()) {
      long node = firstNode(said);
      for (int i = 1; i < AMOUNT / 2; i++) {
        assertThat(status(http, port)).isEqualTo(200);
      }

      ProcessHandle.of(node).orElseThrow().destroyForcibly();

      for (int i = AMOUNT / 2; i <= AMOUNT; i++) {
        assertThat(status(http, port)).as("call %d", i).isEqualTo(200);
      }
      assertThat(status(http, port)).isEqualTo(429);
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the example ends").isTrue();
    }
  }

  private static long firstNode(BufferedReader said) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher nodes = NODES.matcher(line);
      if (nodes.find()) {
        return Long.parseLong(nodes.group(1));
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("the example ended: " + all);
  }

  private static int status(HttpClient http, int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/items/1"))
            .header("X-Api-Key", "demo-key-1")
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }
}
