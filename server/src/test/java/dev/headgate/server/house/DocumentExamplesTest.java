package dev.headgate.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.RegistryReader;
import dev.headgate.server.config.ServeReader;
import dev.headgate.server.demo.DemoDocuments;
import dev.headgate.simulator.mapping.MappingReader;
import dev.headgate.simulator.workload.WorkloadReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents show only what the server's own loaders take. */
class DocumentExamplesTest {
  private static final Pattern MARKED =
      Pattern.compile("(?ms)^```yaml (policy|registry|serve|mapping|workload)\n(.*?)^```");

  private static final Pattern UNMARKED = Pattern.compile("(?m)^```ya?ml *$");

  @TempDir Path folder;

  @Test
  void everyMarkedDocumentIsTaken() throws IOException {
    for (Path page : Checkout.files(".md")) {
      for (var block : MARKED.matcher(Checkout.text(page)).results().toList()) {
        take(page, block.group(1), block.group(2));
      }
    }
  }

  /** The reference of the policy has a test of its own in the module policy. */
  @Test
  void everyYamlOfOurDocumentsIsMarked() {
    List<Path> unmarked =
        Checkout.files(".md").stream()
            .filter(page -> page.startsWith("docs") || page.endsWith("README.md"))
            .filter(page -> !page.startsWith("docs/reference"))
            .filter(page -> UNMARKED.matcher(Checkout.text(page)).find())
            .toList();

    assertThat(unmarked).as("YAML without policy, registry, serve or mapping after it").isEmpty();
  }

  @Test
  void everyPolicyOfTheExamplesIsGood() {
    for (Path file : Checkout.files("policy.yaml")) {
      if (file.startsWith("examples")) {
        assertThat(PolicyLoader.load(Checkout.root().resolve(file)))
            .as(file.toString())
            .isInstanceOf(PolicyLoad.Loaded.class);
      }
    }
  }

  @Test
  void theDemoIsGood() {
    assertThat(DemoDocuments.policy().snapshot().rules()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(DemoDocuments.registry().credentials())
        .hasSizeGreaterThanOrEqualTo(DemoDocuments.KEYS.size());
  }

  private void take(Path page, String kind, String text) throws IOException {
    Problems problems = new Problems();
    switch (kind) {
      case "policy" -> {
        Files.writeString(folder.resolve("policy.yaml"), text);
        assertThat(PolicyLoader.loadText(page.toString(), text))
            .as(page.toString())
            .isInstanceOf(PolicyLoad.Loaded.class);
      }
      case "registry" -> {
        Files.writeString(folder.resolve("registry.yaml"), text);
        RegistryReader.readText(page.toString(), text, problems);
      }
      case "workload" -> WorkloadReader.readText(page.toString(), text, folder, problems);
      case "mapping" -> MappingReader.readText(page.toString(), text, folder, problems);
      default ->
          ServeReader.read(Files.writeString(folder.resolve("headgate.yaml"), text), problems);
    }
    assertThat(problems.problems()).as(page.toString()).isEmpty();
  }
}
