package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class BodyFuzzTest {
  private static final int BODIES = 2_000;
  private static final List<String> PATHS =
      List.of(
          "/v1/decide",
          "/v1/check",
          "/v1/quote",
          "/v1/explain",
          "/v1/settle",
          "/v1/release",
          "/v1/overrides",
          "/v1/counters/reset");
  private static final List<String> SEEDS =
      List.of(
          "{\"operation\":\"getIssue\",\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"},"
              + "\"attributes\":{\"issue\":\"A-1\"},\"costs\":{\"points\":3},\"held\":true}",
          "[{\"method\":\"GET\",\"path\":\"/issues/7\"},{\"operation\":\"deepSearch\"}]",
          "{\"calls\":[{\"operation\":\"getIssue\",\"id\":\"call-1\"}]}",
          "{\"reservation\":\"r-1\",\"costs\":{\"points\":2}}",
          "{\"phase\":\"observe\",\"rules\":[\"burst\"],\"caller\":{\"tenant\":\"tenant-b\"},"
              + "\"owner\":\"team-1\",\"reason\":\"test\",\"until\":\"2025-11-25T00:00:00Z\"}",
          "{\"rule\":\"burst\",\"key\":{\"tenant\":\"tenant-a\"},\"reason\":\"test\"}");
  private static final String PIECES = "{}[]\",:\\u0000-1e9.truefalsenull \n\té\uD83D\uDE00";

  @Test
  void noBodyIsEverAnsweredWith500() {
    long seed = Long.getLong("headgate.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    try (ApiFixture fixture = new ApiFixture()) {
      for (int i = 0; i < BODIES * Integer.getInteger("headgate.seeds", 1); i++) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        byte[] body = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
        HttpRequest request =
            fixture
                .request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();

        Answer answer = fixture.send(request, "POST", path);

        assertThat(answer.status())
            .as("seed %d, %s %s", seed, path, new String(body, StandardCharsets.UTF_8))
            .isLessThan(500);
      }
    }
  }

  private static byte[] mutated(String seed, SplittableRandom random) {
    StringBuilder body = new StringBuilder(seed);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes && !body.isEmpty(); i++) {
      int at = random.nextInt(body.length());
      switch (random.nextInt(4)) {
        case 0 -> body.deleteCharAt(at);
        case 1 -> body.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> body.insert(at, body.substring(at, Math.min(body.length(), at + 20)));
        default -> body.setLength(at);
      }
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
