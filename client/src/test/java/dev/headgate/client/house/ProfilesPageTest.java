package dev.headgate.client.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.profile.GateRule;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.profile.SlotRule;
import dev.headgate.client.profile.Unit;
import dev.headgate.client.retry.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the profiles says what the catalogue holds. */
class ProfilesPageTest {
  private static final Path PAGE =
      Path.of(Objects.requireNonNull(System.getProperty("headgate.root")))
          .resolve("docs/reference/profiles.md");

  @Test
  void everyProfileHasItsRow() throws IOException {
    List<String> rows =
        new ArrayList<>(
            List.of("| profile | gates | backoff | links in JSON |", "|---|---|---|---|"));
    Profiles.byName().values().forEach(profile -> rows.add(row(profile)));

    assertThat(Files.readString(PAGE)).contains(String.join("\n", rows));
  }

  private static String row(Profile profile) {
    List<String> gates = profile.gates().stream().map(ProfilesPageTest::gate).toList();
    String told = gates.isEmpty() ? "learned" : String.join("; ", gates);
    Backoff backoff = profile.conduct().retry().backoff();
    String waits =
        backoff instanceof Backoff.Steps(List<Long> seconds)
            ? seconds.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " s"
            : "0.5 s doubling to 60 s, by chance";
    String links =
        profile.dialect().links().stream()
            .sorted()
            .map("`%s`"::formatted)
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |".formatted(profile.name(), told, waits, links);
  }

  private static String gate(GateRule rule) {
    StringBuilder gate = new StringBuilder("`" + rule.name() + "`");
    List<String> key = new ArrayList<>();
    rule.key().forEach(attribute -> key.add(attribute.name().toLowerCase(Locale.ROOT)));
    if (rule.calls().object() != null) {
      key.add("object");
    }
    gate.append(" of ").append(String.join(", ", key));
    if (rule.calls().unit() == Unit.POINTS) {
      gate.append(", in points");
    }
    for (Rate rate : rule.rates()) {
      gate.append(", %d in %d s".formatted(rate.count(), rate.windowMicros() / 1_000_000));
      gate.append(rate.rule() == SlotRule.AFTER_RESPONSE ? " (safe)" : "");
    }
    return gate.toString();
  }
}
