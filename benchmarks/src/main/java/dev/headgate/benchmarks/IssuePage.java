package dev.headgate.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A page of 250 issues as a work tracker returns it, about 1 MB: nested fields, people with
 * addresses of pictures, comments, descriptions with line breaks and quotes. The same every time.
 */
final class IssuePage {
  private static final int ISSUES = 250;
  private static final String[] WORDS =
      ("the issue when somebody saves a page in the editor an error appears and changes are lost"
              + " expected behaviour steps to reproduce open close again server logs show nothing")
          .split(" ", -1);

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  private final StringBuilder json = new StringBuilder(1 << 20);

  private IssuePage() {}

  /** The page in UTF-8. */
  static byte[] bytes() {
    return new IssuePage().page();
  }

  private byte[] page() {
    json.append("{\"startAt\":0,\"maxResults\":250,\"total\":10000,\"issues\":[");
    for (int i = 0; i < ISSUES; i++) {
      json.append(i == 0 ? "" : ",");
      issue(10_000 + i);
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void issue(int id) {
    json.append("{\"id\":\"").append(id).append("\",\"key\":\"WORK-").append(id);
    json.append("\",\"self\":\"https://api.example/rest/api/3/issue/").append(id);
    json.append("\",\"fields\":{\"summary\":\"");
    words(9);
    json.append("\",\"description\":\"");
    words(90);
    json.append("\\r\\n\\r\\n* \\\"quoted\\\" text\\n* ");
    words(70);
    json.append('"');
    for (String role : new String[] {"assignee", "reporter", "creator"}) {
      json.append(",\"").append(role).append("\":");
      person();
    }
    json.append(",\"status\":{\"id\":\"3\",\"name\":\"In Progress\",\"statusCategory\":{\"id\":4,");
    json.append("\"key\":\"indeterminate\",\"colorName\":\"yellow\"}},\"labels\":[\"a\",\"b\"]");
    json.append(",\"votes\":{\"votes\":0,\"hasVoted\":false},\"timetracking\":{}");
    for (int field = 10_010; field < 10_030; field++) {
      json.append(",\"customfield_").append(field);
      json.append(field % 3 == 0 ? "\":[]" : field % 3 == 1 ? "\":null" : "\":1.5");
    }
    json.append(",\"created\":\"2026-01-17T12:34:00.000+0000\",\"comment\":{\"comments\":[");
    comment();
    json.append(',');
    comment();
    json.append("],\"total\":2}}}");
  }

  private void comment() {
    json.append("{\"author\":");
    person();
    json.append(",\"body\":\"");
    words(40);
    json.append("\",\"created\":\"2026-01-17T12:34:00.000+0000\"}");
  }

  private void person() {
    int id = random.nextInt(100);
    json.append("{\"accountId\":\"5b10a2844c20165700ede2").append(id);
    json.append("\",\"displayName\":\"user-").append(id).append("\",\"active\":true");
    json.append(",\"timeZone\":\"Europe/Berlin\",\"avatarUrls\":{");
    json.append("\"48x48\":\"https://pictures.example/48/").append(id);
    json.append("\",\"24x24\":\"https://pictures.example/24/").append(id).append("\"}}");
  }

  private void words(int count) {
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
  }
}
