package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.headgate.client.profile.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the guide, run as they stand against a proxy; only the port is another. */
class GuideTest {
  private static final int ITEMS = 120;
  private static final int SECONDS_MAX = 60;

  @TempDir Path folder;

  @Test
  void thePythonLinesReadAllPages() throws Exception {
    try (Proxied proxied = Proxied.before(GuideTest::page, Profiles.JAMA)) {

      String output = run(proxied, "python", "export.py", "python3");

      assertThat(output.lines().toList()).hasSize(3).first().asString().startsWith("0 1 2 ");
      assertThat(output).endsWith("118 119\n");
      assertThat(proxied.api.seen()).hasSize(3);
      assertThat(proxied.book.report().rows())
          .extracting(row -> row.script() + " " + row.operation())
          .containsExactly("export.py GET /rest/v1/items");
    }
  }

  @Test
  void theJavaLinesReadAPage() throws Exception {
    try (Proxied proxied = Proxied.before(GuideTest::page, Profiles.JAMA)) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

      String output = run(proxied, "java", "Export.java", java);

      assertThat(output).startsWith("{\"meta\"");
      assertThat(proxied.book.report().rows())
          .extracting(row -> row.script())
          .containsExactly("Export.java");
    }
  }

  @Test
  void theOtherLinesCallTheSame() throws Exception {
    assertThat(block("csharp"))
        .contains("http://127.0.0.1:8429", "/rest/v1/items?project=7", "X-Headgate-Script");
  }

  private static void page(HttpExchange exchange) throws IOException {
    assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer token-1");
    Matcher start = Pattern.compile("startAt=(\\d+)").matcher(exchange.getRequestURI().getQuery());
    int from = start.find() ? Integer.parseInt(start.group(1)) : 0;
    String items =
        IntStream.range(from, Math.min(ITEMS, from + 50))
            .mapToObj("{\"id\":%d}"::formatted)
            .collect(Collectors.joining(","));
    TestApi.reply(
        exchange,
        200,
        "{\"meta\":{\"pageInfo\":{\"totalResults\":%d}},\"data\":[%s]}".formatted(ITEMS, items));
  }

  private String run(Proxied proxied, String language, String name, String program)
      throws Exception {
    Path script = folder.resolve(name);
    Files.writeString(script, block(language).replace(":8429", ":" + proxied.proxy.port()));
    ProcessBuilder builder =
        new ProcessBuilder(List.of(program, script.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("JAMA_TOKEN", "token-1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s (is it installed?)", program).isZero();
    return output;
  }

  private static String block(String language) throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("headgate.root")));
    String guide = Files.readString(root.resolve("docs/guides/courtesy-proxy.md"));
    Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(guide);
    assertThat(block.find()).as("lines of %s", language).isTrue();
    return block.group(1);
  }
}
