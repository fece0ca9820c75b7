package dev.headgate.server.demo;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.RegistryReader;
import dev.headgate.policy.registry.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The policy and the registry that {@code headgate run} shows; they lie in the jar. */
public final class DemoDocuments {
  /** Keys of the registered callers, the first that of the lines that are printed. */
  public static final List<String> KEYS = List.of("demo-key-1", "demo-key-2", "demo-key-3");

  /** The app whose quota is a plain counter. */
  static final String PLAIN = "app-plain";

  /** The app whose quota is a shared pool. */
  static final String SHARED = "app-shared";

  private DemoDocuments() {}

  /** The key of a tenant of one of the apps under attack; tenant 0 is the attacker. */
  static String key(String app, int tenant) {
    return app + "-demo-key-" + tenant;
  }

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
    Registry registry = RegistryReader.readText("demo/registry.yaml", registryText(), problems);
    if (problems.any()) {
      throw new AssertionError(problems.problems());
    }
    return registry;
  }

  /** The registry's file, and the tenants of the apps under attack. */
  private static String registryText() {
    StringBuilder tenants = new StringBuilder("tenants:\n");
    StringBuilder credentials = new StringBuilder("credentials:\n");
    for (String app : List.of(PLAIN, SHARED)) {
      for (int tenant = 0; tenant <= DemoAttack.TENANTS; tenant++) {
        String name = app + "-tenant-" + tenant;
        tenants.append("  ").append(name).append(": { plan: standard, users: 100 }\n");
        credentials
            .append("  key-of-")
            .append(name)
            .append(": { sha256: ")
            .append(Secrets.hash(key(app, tenant)))
            .append(", tenant: ")
            .append(name)
            .append(", app: ")
            .append(app)
            .append(" }\n");
      }
    }
    return text("registry.yaml")
        .replace("tenants:\n", tenants)
        .replace("credentials:\n", credentials);
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
