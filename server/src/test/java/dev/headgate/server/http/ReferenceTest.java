package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the examples of the reference in their order. */
class ReferenceTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```http\nPOST (\\S+)\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void everyExampleOfTheReferenceIsAnswered() throws IOException {
    Path page = Path.of(System.getProperty("headgate.root"), "docs/reference/decision-api.md");
    Matcher examples = EXAMPLE.matcher(Files.readString(page));
    String reservation = "none";
    int count = 0;
    try (ApiFixture fixture = new ApiFixture()) {
      while (examples.find()) {
        String body = examples.group(2).replace("RESERVATION", reservation);
        Answer answer = fixture.post(examples.group(1), body);

        assertThat(answer.status()).as(body).isBetween(200, 201);
        if (answer.has("/reservation/id")) {
          reservation = answer.text("/reservation/id");
        }
        count++;
      }
    }
    assertThat(count).isGreaterThan(8);
  }

  @Test
  void everyTypeOfProblemIsInTheReference() throws IOException {
    Path root = Path.of(System.getProperty("headgate.root"));
    String page = Files.readString(root.resolve("docs/reference/decision-api.md"));
    String source =
        Files.readString(
            root.resolve("server/src/main/java/dev/headgate/server/http/Problems.java"));
    Matcher types = Pattern.compile("\\b[45]\\d\\d,\\s+\"([a-z-]+[a-z])\",").matcher(source);
    while (types.find()) {
      if (!types.group(1).equals("internal")) {
        assertThat(page).contains("`" + types.group(1) + "`");
      }
    }
  }
}
