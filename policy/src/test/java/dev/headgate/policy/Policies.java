package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads policies for tests. */
final class Policies {
  private Policies() {}

  static Path root() {
    return Path.of(System.getProperty("headgate.root", ".."));
  }

  static Path examples() {
    return root().resolve("examples");
  }

  static Path examplePath(String name) {
    return examples().resolve(name).resolve("policy.yaml");
  }

  static Policy example(String name) {
    return loaded(PolicyLoader.load(examplePath(name)));
  }

  /** How many lines a file of the examples has. */
  static long lines(String file) {
    try (var lines = Files.lines(examples().resolve(file))) {
      return lines.count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Policy loaded(String text) {
    return loaded(PolicyLoader.loadText("policy.yaml", text));
  }

  static Policy loaded(PolicyLoad load) {
    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    return ((PolicyLoad.Loaded) load).policy();
  }

  static List<Problem> rejected(String text) {
    return rejected(PolicyLoader.loadText("policy.yaml", text));
  }

  static List<Problem> rejected(PolicyLoad load) {
    assertThat(load).isInstanceOf(PolicyLoad.Rejected.class);
    return ((PolicyLoad.Rejected) load).problems();
  }
}
