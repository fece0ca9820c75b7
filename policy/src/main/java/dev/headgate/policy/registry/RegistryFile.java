package dev.headgate.policy.registry;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps the newest good registry of a YAML file, or of a folder of CSV files. Whoever owns it
 * polls, from one thread at a time; all threads may read.
 */
public final class RegistryFile implements Supplier<Registry> {
  private final Path path;
  private volatile Registry current = Registry.EMPTY;
  private String digest = "";

  /** Over a file or a folder that is not read before the first poll. */
  public RegistryFile(Path path) {
    this.path = path;
  }

  @Override
  public Registry get() {
    return current;
  }

  /**
   * Reads it if it has changed since the last poll; the registry in place stays where the new one
   * has problems.
   *
   * @return the problems; none where nothing changed or all is well
   */
  public List<Problem> poll() {
    String now = Files.isDirectory(path) ? CsvFolder.digest(path) : SourceFile.of(path).digest();
    if (now.equals(digest)) {
      return List.of();
    }
    digest = now;
    Problems problems = new Problems();
    Registry read = RegistryReader.read(path, problems);
    if (!problems.any()) {
      current = read;
    }
    return problems.problems();
  }
}
