package dev.headgate.server.config;

import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import dev.headgate.server.http.Access;
import dev.headgate.server.http.ApiSettings;
import dev.headgate.server.http.Principal;
import dev.headgate.server.http.Right;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code api}. */
final class ApiReader {
  /** Where the API listens unless stated. */
  static final Reader.Address LISTEN = new Reader.Address("127.0.0.1", 8081);

  private static final String HASH = "[0-9a-f]{64}";

  private final Reader reader;

  ApiReader(Reader reader) {
    this.reader = reader;
  }

  /** Settings without a section: on the loopback address, for everybody on this machine. */
  static ApiSettings usual() {
    return ApiSettings.USUAL.listen(LISTEN.host(), LISTEN.port());
  }

  ApiSettings settings(Section section) {
    Reader.Address stated = reader.address(section.take("listen"));
    Reader.Address listen = stated == null ? LISTEN : stated;
    int[] loops = {ApiSettings.USUAL.listen().eventLoops()};
    reader.count(section, "eventLoops", 0, 1_024, read -> loops[0] = read);
    return new ApiSettings(
        new ApiSettings.Listen(listen.host(), listen.port(), loops[0]),
        bounds(reader.section(section, "bounds")),
        waits(reader.section(section, "waits")),
        tls(reader.section(section, "tls")));
  }

  private ApiSettings.Bounds bounds(@Nullable Section section) {
    ApiSettings.Bounds usual = ApiSettings.Bounds.USUAL;
    if (section == null) {
      return usual;
    }
    int[] read = {usual.bodyMax(), usual.headMax(), usual.connectionsMax(), usual.batchMax()};
    reader.count(section, "bodyMax", 1_024, 16_777_216, value -> read[0] = value);
    reader.count(section, "headMax", 1_024, 1_048_576, value -> read[1] = value);
    reader.count(section, "connectionsMax", 1, 1_000_000, value -> read[2] = value);
    reader.count(section, "batchMax", 1, 100, value -> read[3] = value);
    section.finish();
    return new ApiSettings.Bounds(read[0], read[1], read[2], read[3]);
  }

  private ApiSettings.Waits waits(@Nullable Section section) {
    ApiSettings.Waits usual = ApiSettings.Waits.USUAL;
    if (section == null) {
      return usual;
    }
    int[] read = {usual.idle(), usual.body(), usual.answer(), usual.drain()};
    List<String> names = List.of("idle", "body", "answer", "drain");
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      reader.length(
          section,
          names.get(i),
          value -> read[place] = Math.clamp(value.toMillis(), 1, 86_400_000));
    }
    section.finish();
    return new ApiSettings.Waits(read[0], read[1], read[2], read[3]);
  }

  private ApiSettings.@Nullable Tls tls(@Nullable Section section) {
    if (section == null) {
      return null;
    }
    Path certificate = reader.file(section.need("certificate"), true);
    Path key = reader.file(section.need("key"), true);
    Path issuers = reader.file(section.take("clientIssuers"), true);
    section.finish();
    return certificate == null || key == null
        ? null
        : new ApiSettings.Tls(certificate, key, issuers);
  }

  /** Who may use the API: open where neither keys nor subjects are stated. */
  Access access(Section section) {
    Section keys = reader.section(section, "keys");
    Section subjects = reader.section(section, "subjects");
    boolean[] openMetrics = {false};
    reader.text(section, "metrics", word -> openMetrics[0] = openMetrics(section, word));
    if (keys == null && subjects == null) {
      return Access.open();
    }
    Access.Builder access = Access.builder();
    if (openMetrics[0]) {
      access.openMetrics();
    }
    each(keys, (name, entry) -> key(access, name, entry));
    each(subjects, (name, entry) -> subject(access, name, entry));
    return access.build();
  }

  private boolean openMetrics(Section section, String word) {
    if (!word.equals("open") && !word.equals("keyed")) {
      reader
          .problems()
          .add(
              section.place("metrics"),
              Problems.quote(word) + " (expected: keyed, which is usual, or open)");
    }
    return word.equals("open");
  }

  private interface Entry {
    void read(String name, Section section);
  }

  private void each(@Nullable Section section, Entry entry) {
    if (section == null) {
      return;
    }
    for (Map.Entry<String, Value.Field> named : section.fields().fields().entrySet()) {
      Section inner = reader.section(named.getValue());
      if (inner != null && !named.getKey().isEmpty()) {
        entry.read(named.getKey(), inner);
        inner.finish();
      }
    }
  }

  private void key(Access.Builder access, String name, Section section) {
    String hash = reader.needed(section, "sha256");
    Principal principal = new Principal(name, rights(section));
    if (hash.matches(HASH)) {
      access.key(hash, principal);
    } else if (!hash.isEmpty()) {
      reader
          .problems()
          .add(section.place("sha256"), "no hash (expected: 64 hexadecimal digits in lower case)");
    }
  }

  private void subject(Access.Builder access, String name, Section section) {
    String subject = reader.needed(section, "subject");
    Principal principal = new Principal(name, rights(section));
    try {
      access.subject(subject, principal);
    } catch (IllegalArgumentException wrong) {
      reader
          .problems()
          .add(section.place("subject"), "no subject (expected: for example CN=gateway-1)");
    }
  }

  private Set<Right> rights(Section section) {
    if (!section.has("rights")) {
      section.take("rights");
      return Set.of(Right.DECIDE);
    }
    return new HashSet<>(reader.list(section, "rights", ApiReader::right));
  }

  private static Right right(String word) {
    return Arrays.stream(Right.values())
        .filter(right -> right.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(word + " (expected: decide, metrics or admin)"));
  }
}
