package dev.headgate.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of faults in TESTING.md says what the last run of {@code make faults} measured. */
class FaultTableTest {
  private static final Path MEASURED = Path.of("docs/internals/faults.jsonl");

  /** Every fault that has to be survived has a row. */
  private static final List<String> FAULTS =
      List.of(
          "Redis killed and back empty",
          "Redis paused",
          "Redis out of memory",
          "SCRIPT FLUSH and FUNCTION FLUSH",
          "failover of a primary",
          "failover of a primary by Sentinel",
          "slot migration",
          "network cut between a node and Redis",
          "node killed while it holds leases, permits and reservations",
          "node killed while settlements wait for Redis",
          "clock of a node off",
          "process with counters in a file killed",
          "disk full under counters in a file",
          "PostgreSQL crashed and restarted",
          "process with records in a file killed",
          "disk full under records in a file");

  private final List<String> documented = Checkout.lines(Path.of("docs/internals/TESTING.md"));

  @Test
  void everyFaultHasARowAndNoneIsMissing() {
    List<String> measured = new ArrayList<>();
    for (String line : Checkout.lines(MEASURED)) {
      measured.add(JsonMapper.builder().build().readTree(line).path("fault").asString());
    }

    assertThat(measured).containsAll(FAULTS);
  }

  @Test
  void theTableSaysWhatWasMeasured() {
    List<String> rows = new ArrayList<>();
    for (String line : Checkout.lines(MEASURED)) {
      JsonNode row = JsonMapper.builder().build().readTree(line);
      String seed = row.path("seed").asLong() == 0 ? "" : row.path("seed").asString();
      rows.add(
          "| %s | %s | %s | %s |"
              .formatted(
                  row.path("fault").asString(),
                  row.path("promise").asString(),
                  row.path("measured").asString(),
                  seed));
    }

    assertThat(documented).containsSubsequence(rows);
    assertThat(documented.stream().filter(line -> line.startsWith("| ")).toList())
        .endsWith(rows.toArray(String[]::new));
  }
}
