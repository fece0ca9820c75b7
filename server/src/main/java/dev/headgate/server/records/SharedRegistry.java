package dev.headgate.server.records;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Registry;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps the newest good registry of the records. Whoever owns it polls, from one thread at a time;
 * all threads may read.
 */
public final class SharedRegistry implements Supplier<Registry>, Runnable {
  private static final System.Logger LOG = System.getLogger(SharedRegistry.class.getName());
  private static final String NAME = "registry of the records";

  private final RegistryRecords records;
  private volatile Registry current = Registry.EMPTY;
  private long version;
  private boolean troubled;

  private SharedRegistry(RegistryRecords records) {
    this.records = records;
  }

  /**
   * Reads it for the first time.
   *
   * @throws RecordsRefused where it has problems
   * @throws RecordsUnavailable where it cannot be read
   */
  public static SharedRegistry open(RegistryRecords records) {
    SharedRegistry shared = new SharedRegistry(records);
    List<Problem> problems = shared.read();
    if (!problems.isEmpty()) {
      throw new RecordsRefused(problems.getFirst().toString());
    }
    return shared;
  }

  @Override
  public Registry get() {
    return current;
  }

  /** Reads it again where it has another version; bad ones never replace good ones. */
  @Override
  public void run() {
    try {
      if (records.version() != version) {
        for (Problem problem : read()) {
          LOG.log(Level.WARNING, "registry kept: " + problem);
        }
      }
      say(false, "registry is read again");
    } catch (RecordsUnavailable later) {
      say(true, "registry kept: " + later.getMessage());
    }
  }

  private List<Problem> read() {
    RegistryRecords.Versioned found = records.read();
    version = found.version();
    Problems problems = new Problems();
    Registry registry = found.entries().registry(NAME, problems);
    if (!problems.any()) {
      current = registry;
    }
    return problems.problems();
  }

  private void say(boolean trouble, String line) {
    if (trouble != troubled) {
      troubled = trouble;
      LOG.log(trouble ? Level.WARNING : Level.INFO, line);
    }
  }
}
