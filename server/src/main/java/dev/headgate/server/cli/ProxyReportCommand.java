package dev.headgate.server.cli;

import dev.headgate.server.scripts.Report;
import dev.headgate.server.scripts.ReportJson;
import dev.headgate.server.scripts.ReportText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what scripts did through a proxy that runs. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "What scripts did through a running proxy, by script, operation and hour.")
final class ProxyReportCommand implements Callable<Integer> {
  /** How a report is shown. */
  enum Format {
    TABLE,
    JSON,
    CSV
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final Terminal terminal;

  @Option(names = "--port", paramLabel = "PORT", description = "The proxy's. Default: 8429.")
  private int port = ProxyCommand.PORT;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, json or csv. Default: table.")
  private Format format = Format.TABLE;

  ProxyReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    byte[] document;
    try {
      document = fetch();
    } catch (IOException notThere) {
      terminal.note("no proxy at 127.0.0.1:" + port + " (expected: headgate proxy runs)");
      return Exit.CANNOT_START.code();
    }
    switch (format) {
      case JSON -> terminal.line(Json.indented(new String(document, StandardCharsets.UTF_8)));
      case TABLE -> ReportText.table(report(document)).forEach(terminal::line);
      case CSV -> ReportText.csv(report(document)).forEach(terminal::line);
    }
    return Exit.OK.code();
  }

  private static Report report(byte[] document) {
    return ReportJson.read(document);
  }

  private byte[] fetch() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      URI uri = URI.create("http://127.0.0.1:" + port + ReportJson.PATH);
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw new IOException("status: " + response.statusCode() + " (expected: 200)");
      }
      return response.body();
    }
  }
}
