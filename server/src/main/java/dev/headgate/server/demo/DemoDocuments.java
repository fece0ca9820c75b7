package dev.headgate.server.demo;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.server.registry.Registry;
import dev.headgate.server.registry.RegistryReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The policy and the registry that {@code headgate run} shows; they lie in the jar. */
public final class DemoDocuments {
  /** Keys of the registered callers, the first that of the lines that are printed. */
  public static final List<String> KEYS = List.of("demo-key-1", "demo-key-2", "demo-key-3");

  private DemoDocuments() {}

  /** The text of the policy. */
  public static String policyText() {
    return text("policy.yaml");
  }

  /** The policy. */
  public static Policy policy() {
    return switch (PolicyLoader.loadText("demo/policy.yaml", policyText())) {
      case PolicyLoad.Loaded loaded -> loaded.policy();
      case PolicyLoad.Rejected rejected -> throw new AssertionError(rejected.problems());
    };
  }

  /** The registry. */
  public static Registry registry() {
    Problems problems = new Problems();
    Registry registry =
        RegistryReader.readText("demo/registry.yaml", text("registry.yaml"), problems);
    if (problems.any()) {
      throw new AssertionError(problems.problems());
    }
    return registry;
  }

  private static String text(String name) {
    try (InputStream in = DemoDocuments.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
