package dev.headgate.policy;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.yaml.SourceFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the newest good policy of a file. Whoever owns it polls; it has no thread of its own and no
 * clock. One thread polls at a time; {@link #current} may be read by all.
 */
public final class PolicyReloader {
  private final Path file;
  private volatile Policy current;
  private List<SourceFile> sources;

  private PolicyReloader(Path file, Policy current, List<SourceFile> sources) {
    this.file = file;
    this.current = current;
    this.sources = sources;
  }

  /** What became of a poll. */
  public sealed interface Poll {
    /** No file has changed since the last poll. */
    record Unchanged() implements Poll {}

    /** The new policy is in place; counts are kept, because the store holds them by name. */
    record Swapped(Policy before, Policy now, List<Problem> warnings) implements Poll {}

    /** The files have changed and are wrong; the policy in place stays. */
    record Kept(Policy current, List<Problem> problems) implements Poll {}
  }

  /** What became of the first reading. */
  public sealed interface Start {
    /** There is a policy. */
    record Ready(PolicyReloader reloader, List<Problem> warnings) implements Start {}

    /** There is none. */
    record Rejected(List<Problem> problems) implements Start {}
  }

  /** Reads a file for the first time. */
  public static Start start(Path file) {
    PolicyLoader.Reading reading = PolicyLoader.reading(file);
    return switch (reading.load()) {
      case PolicyLoad.Loaded loaded ->
          new Start.Ready(
              new PolicyReloader(file, loaded.policy(), reading.sources()), loaded.warnings());
      case PolicyLoad.Rejected rejected -> new Start.Rejected(rejected.problems());
    };
  }

  /** The newest good policy. */
  public Policy current() {
    return current;
  }

  /** Looks whether a file has changed, by its digest, and reads all anew if so. */
  public Poll poll() {
    if (sources.stream().allMatch(source -> SourceFile.of(source.path()).equals(source))) {
      return new Poll.Unchanged();
    }
    PolicyLoader.Reading reading = PolicyLoader.reading(file);
    sources = reading.sources();
    return switch (reading.load()) {
      case PolicyLoad.Loaded loaded -> swap(loaded);
      case PolicyLoad.Rejected rejected -> new Poll.Kept(current, rejected.problems());
    };
  }

  private Poll swap(PolicyLoad.Loaded loaded) {
    Policy before = current;
    current = loaded.policy();
    return new Poll.Swapped(before, loaded.policy(), loaded.warnings());
  }
}
