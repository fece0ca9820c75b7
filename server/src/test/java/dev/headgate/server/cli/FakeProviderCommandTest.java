package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fake provider as a process, called as its guide says. */
@Timeout(120)
class FakeProviderCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err, true), false);
    return Main.run(terminal, arguments);
  }

  private static String address(String text) {
    Matcher address = ADDRESS.matcher(text);
    assertThat(address.find()).as("address in %s", text).isTrue();
    return address.group();
  }

  @Test
  void theLinesOfTheGuideShowTheEleventhCallRefused() throws Exception {
    try (HeadgateProcess fake =
        HeadgateProcess.startUnpacked(
            "fake-provider", "--profile", "jama", "--port", "0", "--speed", "0.01")) {
      String start = fake.readTo("Call it until it refuses:");
      List<String> lines = guide();

      String answers = Shell.run(lines.getLast().replace("http://127.0.0.1:9080", address(start)));

      assertThat(lines.getFirst()).isEqualTo("headgate fake-provider --profile jama");
      assertThat(start).contains("environment: 10 requests in 1 s, for each tenant");
      assertThat(answers).isEqualTo("200\n".repeat(10) + "429\n".repeat(2));
    }
  }

  @Test
  void aProgramReadsStartAndCallsAsLinesOfJson() throws Exception {
    try (HeadgateProcess fake =
        HeadgateProcess.startUnpacked(
            "fake-provider",
            "--profile",
            "ietf",
            "--rate",
            "1 per minute",
            "--window",
            "bucket",
            "--trouble",
            "html:100%",
            "--port",
            "0",
            "--json")) {
      String start = fake.readLine();
      String address = address(start);

      Shell.run("curl -s " + address + "/a " + address + "/b");

      assertThat(start).contains("\"profile\":\"ietf\"", "\"troubles\":{\"html\":1.0}");
      assertThat(fake.readLine()).contains("\"target\":\"/a\"", "\"verdict\":\"carried-out\"");
      assertThat(fake.readLine())
          .contains("\"status\":429", "\"verdict\":\"refused\"", "\"troubles\":[\"html\"]");
      assertThat(fake.end()).as("exit code after SIGTERM").isEqualTo(143);
    }
  }

  @Test
  void mistakesOfUsageAreToldWithWhatIsExpected() {
    assertThat(run("fake-provider", "--profile", "yama")).isEqualTo(2);
    assertThat(run("fake-provider", "--profile", "jama", "--trouble", "htm")).isEqualTo(2);
    assertThat(run("fake-provider", "--profile", "jama", "--rate", "fast")).isEqualTo(2);
    assertThat(run("fake-provider", "--profile", "jama", "--speed", "0")).isEqualTo(2);
    assertThat(run("fake-provider", "--profile", "jama", "--policy", "none.yaml")).isEqualTo(1);

    assertThat(err.toString())
        .contains("profile: yama (expected: one of [anthropic,")
        .contains("trouble: htm (expected: one of refuses,")
        .contains("rate: fast (expected: '10 per second')")
        .contains("speed: 0.0 (expected: above 0")
        .contains("no such file: none.yaml");
  }

  private static List<String> guide() throws IOException {
    String root = Objects.requireNonNull(System.getProperty("headgate.root"));
    String guide = Files.readString(Path.of(root, "docs/guides/test-against-limits.md"));
    Matcher block = Pattern.compile("(?ms)^```sh\n(.*?)^```").matcher(guide);
    assertThat(block.find()).isTrue();
    return block.group(1).lines().toList();
  }
}
