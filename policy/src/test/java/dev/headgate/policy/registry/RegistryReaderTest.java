package dev.headgate.policy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.identity.Caller;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryReaderTest {
  @TempDir Path folder;

  @Test
  void aCredentialJoinsTenantAppUserAndLicence() {
    Problems problems = new Problems();

    Registry registry =
        RegistryReader.readText(
            "registry.yaml",
            """
            tenants:
              tenant-a: { plan: standard, users: 2_000, zone: Europe/Berlin, billingDay: 15 }
            apps:
              app-1-copy: { cluster: app-1, tier: global }
            credentials:
              key-1:
                sha256: %s
                tenant: tenant-a
                app: app-1-copy
                user: user-17
                licence: creator
                attributes: { group: staff }
            """
                .formatted(Secrets.hash("secret-1")),
            problems);

    assertThat(problems.problems()).isEmpty();
    Caller caller = Objects.requireNonNull(registry.bySecret("secret-1"));
    assertThat(caller.attribute("plan")).isEqualTo("standard");
    assertThat(caller.attribute("app")).isEqualTo("app-1");
    assertThat(caller.attribute("copy")).isEqualTo("app-1-copy");
    assertThat(caller.attribute("licence")).isEqualTo("creator");
    assertThat(caller.attribute("group")).isEqualTo("staff");
    assertThat(caller.attribute("credential")).isEqualTo("key-1");
    assertThat(registry.bySecret("secret-2")).isNull();
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheirPlace() {
    Problems problems = new Problems();

    RegistryReader.readText(
        "registry.yaml",
        """
        tenants:
          tenant-a: { users: -1, zone: Mars/Base, billingDay: 32 }
        credentials:
          key-1: { sha256: abc, tenant: tenant-b }
          key-2: { tennant: tenant-a }
        """,
        problems);

    List<String> found = problems.problems().stream().map(Problem::toString).toList();
    assertThat(found).hasSize(7);
    assertThat(found.get(0)).startsWith("registry.yaml:2:22: tenants.tenant-a.users: -1");
    assertThat(found).anyMatch(text -> text.contains("\"Mars/Base\" (expected: a time zone"));
    assertThat(found).anyMatch(text -> text.contains("3 characters (expected: 64 hexadecimal"));
    assertThat(found).anyMatch(text -> text.contains("did you mean \"tenant\"?"));
  }

  @Test
  void aBadRegistryNeverReplacesAGoodOne() throws IOException {
    Path path = Files.writeString(folder.resolve("registry.yaml"), "tenants: { tenant-a: {} }\n");
    RegistryFile file = new RegistryFile(path);
    assertThat(file.poll()).isEmpty();

    Files.writeString(path, "tenants: { tenant-b: { users: many } }\n");

    assertThat(file.poll()).hasSize(1);
    assertThat(file.get().tenants()).containsOnlyKeys("tenant-a");
    assertThat(file.poll()).as("told once").isEmpty();

    Files.writeString(path, "tenants: { tenant-b: {} }\n");

    assertThat(file.poll()).isEmpty();
    assertThat(file.get().tenants()).containsOnlyKeys("tenant-b");
  }
}
