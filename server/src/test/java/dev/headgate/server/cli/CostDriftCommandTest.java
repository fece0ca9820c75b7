package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.core.call.Operation;
import dev.headgate.core.pricing.Quote;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The command against an answer of a server; the server's own answer is tested beside it. */
class CostDriftCommandTest {
  private static final String ANSWER =
      """
      {"operations":[
      {"operation":"getGroup","calls":3,"unspentCalls":0,"quotedPoints":303,"settledPoints":51,
       "recentCalls":3,"settledPoints50":17,"settledPoints95":17,"refundedCalls":3,
       "indebtedCalls":0,"unpaidPoints":0},
      {"operation":"search","calls":400,"unspentCalls":0,"quotedPoints":40400,
       "settledPoints":4400,"recentCalls":120,"settledPoints50":11,"settledPoints95":17,
       "refundedCalls":400,"indebtedCalls":0,"unpaidPoints":0,"reserve":"typical 17"}]}
      """;

  private final StringWriter out = new StringWriter();
  private final HttpServer server;

  CostDriftCommandTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/cost-drift",
        exchange -> {
          byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void theLinesThatItPrintsReserveWhatIsTypicalOnceTheyStandInThePolicy() {
    run();
    String printed = out.toString();
    String lines = printed.substring(printed.indexOf("\nprices:") + 1);

    PolicyLoad load =
        PolicyLoader.loadText(
            "policy.yaml",
            """
            operations:
              getGroup: { on: GET /group, counts: { "$[*]": identity }, atMost: 50 }
              search: { on: GET /search, counts: { "$[*]": core }, atMost: 100 }
            """
                + lines);

    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    var prices = ((PolicyLoad.Loaded) load).policy().snapshot().prices();
    assertThat(prices.rule(Operation.of("search", "GET")).quote("").reserve(Quote.POINTS))
        .isEqualTo(17);
    assertThat(prices.rule(Operation.of("getGroup", "GET")).quote("").reserve(Quote.POINTS))
        .as("too few calls to say what is typical")
        .isEqualTo(101);
  }

  @Test
  void theTableShowsEveryOperation() {
    run();

    assertThat(out.toString().lines().filter(line -> line.matches("(getGroup|search) .*")))
        .hasSize(2);
  }

  @Test
  void asJsonItSaysTheSame() {
    run("--json");

    assertThat(out.toString()).contains("\"reserve\" : \"typical 17\"").doesNotContain("prices:");
  }

  private void run(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "cost-drift";
    arguments[1] = "--api";
    arguments[2] = "http://127.0.0.1:" + server.getAddress().getPort();
    System.arraycopy(more, 0, arguments, 3, more.length);
    StringWriter errors = new StringWriter();
    int code =
        Main.run(
            new Terminal(new PrintWriter(out, true), new PrintWriter(errors, true), false),
            arguments);
    assertThat(code).as(errors.toString()).isZero();
  }
}
