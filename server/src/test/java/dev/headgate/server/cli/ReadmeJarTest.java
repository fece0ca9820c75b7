package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * README's own {@code curl} lines against a fresh process of the built jar. The process takes free
 * ports and says which; {@code localhost:8080} and {@code localhost:8081} of the lines are replaced
 * by them, nothing else.
 */
class ReadmeJarTest {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```sh\n(.*?)^```");

  private HeadgateProcess process;
  private int gateway;
  private int api;

  @BeforeEach
  void start() throws IOException {
    process = HeadgateProcess.start("run", "--gateway-port", "0", "--api-port", "0", "--json");
    String ports = process.readTo("}");
    gateway = port(ports, "gateway");
    api = port(ports, "api");
  }

  @AfterEach
  void end() {
    process.close();
  }

  @Test
  void everyLineOfTheReadmeDoesWhatTheReadmeSays() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks).hasSize(3);

    String reads = Shell.run(blocks.get(0));

    assertThat(answers(reads)).hasSize(2);
    assertThat(answers(reads))
        .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 200").contains("\r\n\r\n{"))
        .allSatisfy(ReadmeJarTest::carriesFields);

    String writes = Shell.run(blocks.get(1));

    List<String> answers = answers(writes);
    assertThat(answers).allSatisfy(ReadmeJarTest::carriesFields);
    assertThat(answers.get(0)).startsWith("HTTP/1.1 200").doesNotContain("NearLimit");
    assertThat(answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 200")).toList())
        .as("near limit")
        .anySatisfy(answer -> assertThat(answer).contains("X-RateLimit-NearLimit: true"));
    List<String> refused =
        answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 429")).toList();
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .containsPattern("Retry-After: [1-9]")
                    .contains("RateLimit-Reason: issue-writes-too-fast")
                    .contains("\"reason\":\"issue-writes-too-fast\""));
    assertThat(answers.getLast()).as("after Retry-After").startsWith("HTTP/1.1 200");

    String service = Shell.run(blocks.get(2));

    assertThat(service)
        .contains("\"text\":\"search by tenant tenant-a")
        .contains("\"decision\":\"allowed\"")
        .contains("\"settled\"");
  }

  @Test
  void aRequestToEndDrainsAndEndsWell() throws Exception {
    Shell.run("curl -sf -H 'X-Api-Key: demo-key-2' http://localhost:" + gateway + "/issues/1");

    int code = process.end();

    assertThat(code).as("exit code after SIGTERM").isEqualTo(143);
  }

  private static void carriesFields(String answer) {
    assertThat(answer)
        .contains("X-RateLimit-Limit: ")
        .contains("X-RateLimit-Remaining: ")
        .contains("X-RateLimit-Reset: 20");
  }

  /** What {@code curl -i} printed, one text for each answer. */
  private static List<String> answers(String output) {
    return Pattern.compile("(?s)HTTP/1\\.1 \\d{3}.*?(?=HTTP/1\\.1 \\d{3}|\\z)")
        .matcher(output)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private List<String> blocks() throws IOException {
    Path readme = Path.of(System.getProperty("headgate.root"), "README.md");
    return FENCE
        .matcher(Files.readString(readme))
        .results()
        .map(block -> block.group(1))
        .map(block -> block.replace("localhost:8080", "localhost:" + gateway))
        .map(block -> block.replace("localhost:8081", "localhost:" + api))
        .toList();
  }

  private static int port(String json, String name) {
    var matcher = Pattern.compile("\"" + name + "\" : (\\d+)").matcher(json);
    assertThat(matcher.find()).as("port of %s in %s", name, json).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
