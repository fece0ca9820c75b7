package dev.headgate.policy;

import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.read.PolicyParts;
import dev.headgate.policy.read.PolicyReader;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.SourceFile;
import dev.headgate.policy.yaml.Value;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads policies. Every problem of a document is reported at once. Safe for all threads. */
public final class PolicyLoader {
  private PolicyLoader() {}

  /**
   * Reads a file and what it includes; includes lie in the file's folder or below. Nothing is
   * thrown for a file that is missing, too large or wrong in any way.
   */
  public static PolicyLoad load(Path file) {
    return reading(file).load();
  }

  /**
   * Reads a text.
   *
   * @param name stands for the file in problems
   * @param text the document; what it includes is looked for in the working directory
   */
  public static PolicyLoad loadText(String name, String text) {
    Problems problems = new Problems();
    return load(new Documents(Path.of("."), problems).readText(name, text), problems);
  }

  /**
   * One reading.
   *
   * @param load what became of it
   * @param sources the files it looked at
   */
  record Reading(PolicyLoad load, List<SourceFile> sources) {}

  static Reading reading(Path file) {
    Problems problems = new Problems();
    Path whole = file.toAbsolutePath().normalize();
    Path folder = whole.getParent();
    Path name = whole.getFileName();
    if (folder == null || name == null) {
      problems.add(
          dev.headgate.policy.problem.Place.file(file.toString()), "no file (expected: a file)");
      return new Reading(new PolicyLoad.Rejected(problems.problems()), List.of());
    }
    Documents documents = new Documents(folder, problems);
    Value.Fields document = documents.read(name.toString());
    return new Reading(load(document, problems), documents.sources());
  }

  private static PolicyLoad load(Value.@Nullable Fields document, Problems problems) {
    PolicyParts parts = document == null ? null : PolicyReader.read(document, problems);
    if (parts == null || problems.any()) {
      return new PolicyLoad.Rejected(problems.problems());
    }
    Policy policy =
        new Policy(
            parts.title(),
            parts.snapshot(),
            parts.routes(),
            parts.dialect(),
            parts.dialects(),
            parts.charges(),
            parts.notice(),
            parts.review());
    return new PolicyLoad.Loaded(policy, problems.warnings());
  }
}
