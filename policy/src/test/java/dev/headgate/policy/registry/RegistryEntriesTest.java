package dev.headgate.policy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryEntriesTest {
  private static final String HASH = Secrets.hash("secret-1");
  private static final String TENANTS =
      """
      tenants:
        tenant-a: { plan: standard, users: 2000, zone: Europe/Berlin, billingDay: 15 }
      """;
  private static final String REST =
      """
      apps: { app-1: { tier: "2", cluster: app-0 } }
      users:
        user-17@example.org:
          tenant: tenant-a
          licence: creator
          attributes: { group: "a \\"b\\", #c" }
      credentials:
        key-1: { sha256: %s, tenant: tenant-a, app: app-1, user: user-17@example.org }
      """
          .formatted(HASH);

  @TempDir Path folder;

  @Test
  void filesTogetherAreOneRegistry() throws IOException {
    Problems problems = new Problems();

    RegistryEntries entries = RegistryEntries.read(List.of(rest(), tenants()), problems);

    assertThat(problems.problems()).isEmpty();
    assertThat(entries.entries()).hasSize(4);
    assertThat(entries.registry("records", problems)).isEqualTo(whole());
  }

  @Test
  void whatIsWrittenAsYamlIsReadAsTheSame() throws IOException {
    RegistryEntries entries = RegistryEntries.read(List.of(rest(), tenants()), new Problems());
    Path yaml = Files.writeString(folder.resolve("out.yaml"), RegistryWriter.yaml(entries));

    assertThat(RegistryEntries.read(List.of(yaml), new Problems())).isEqualTo(entries);
  }

  @Test
  void whatIsWrittenAsCsvIsReadAsTheSame() throws IOException {
    RegistryEntries entries = RegistryEntries.read(List.of(rest(), tenants()), new Problems());
    RegistryWriter.folder(entries, folder.resolve("out"));

    Problems problems = new Problems();
    assertThat(RegistryEntries.read(List.of(folder.resolve("out")), problems)).isEqualTo(entries);
    assertThat(problems.problems()).isEmpty();
  }

  @Test
  void anEntryInTwoFilesIsAProblem() throws IOException {
    Problems problems = new Problems();
    Path again = Files.writeString(folder.resolve("again.yaml"), TENANTS);

    RegistryEntries entries = RegistryEntries.read(List.of(tenants(), again), problems);

    assertThat(entries).isEqualTo(RegistryEntries.NONE);
    assertThat(problems.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "again.yaml:2:3: tenants.tenant-a: \"tenant-a\" twice (expected: once in all files)");
  }

  @Test
  void entriesThatMeanNothingAreProblemsThatNameThem() {
    Problems problems = new Problems();
    RegistryEntry wrong =
        RegistryEntry.of(
            RegistryTable.TENANTS, "tenant-a", java.util.Map.of("users", "-1"), java.util.Map.of());

    new RegistryEntries(List.of(wrong)).registry("records", problems);

    assertThat(problems.problems().getFirst().toString())
        .isEqualTo("records: tenants.tenant-a.users: -1 (expected: 0 to 1000000000)");
  }

  private Path tenants() throws IOException {
    return Files.writeString(folder.resolve("tenants.yaml"), TENANTS);
  }

  private Path rest() throws IOException {
    return Files.writeString(folder.resolve("rest.yaml"), REST);
  }

  private static Registry whole() {
    return RegistryReader.readText("whole", TENANTS + REST, new Problems());
  }
}
