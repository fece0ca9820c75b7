package dev.headgate.server;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyReloader;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.RegistryFile;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Policy and registry in force, wherever they come from.
 *
 * @param policy the policy
 * @param registry tenants, apps and credentials
 * @param poll looks whether a file has changed; run by one thread at a time
 */
public record Sources(Supplier<Policy> policy, Supplier<Registry> registry, Runnable poll) {
  private static final System.Logger LOG = System.getLogger(Sources.class.getName());

  /** What became of opening files. */
  public sealed interface Opened {
    /** They are good. */
    record Ready(Sources sources, List<Problem> warnings) implements Opened {}

    /** They are not. */
    record Rejected(List<Problem> problems) implements Opened {}
  }

  /** A policy and a registry that do not change. */
  public static Sources fixed(Policy policy, Registry registry) {
    return new Sources(() -> policy, () -> registry, () -> {});
  }

  /** Reads files, which are read anew when they change; bad ones never replace good ones. */
  public static Opened open(Path policy, @Nullable Path registry) {
    List<Problem> problems = new ArrayList<>();
    RegistryFile callers = registry == null ? null : new RegistryFile(registry);
    if (callers != null) {
      problems.addAll(callers.poll());
    }
    return switch (PolicyReloader.start(policy)) {
      case PolicyReloader.Start.Rejected(List<Problem> wrong) -> {
        problems.addAll(0, wrong);
        yield new Opened.Rejected(problems);
      }
      case PolicyReloader.Start.Ready(PolicyReloader reloader, List<Problem> warnings) ->
          problems.isEmpty()
              ? new Opened.Ready(of(reloader, callers), warnings)
              : new Opened.Rejected(problems);
    };
  }

  private static Sources of(PolicyReloader reloader, @Nullable RegistryFile callers) {
    return callers == null
        ? new Sources(reloader::current, () -> Registry.EMPTY, () -> poll(reloader))
        : new Sources(
            reloader::current,
            callers,
            () -> {
              poll(reloader);
              callers
                  .poll()
                  .forEach(problem -> LOG.log(Level.WARNING, "registry kept: " + problem));
            });
  }

  private static void poll(PolicyReloader reloader) {
    switch (reloader.poll()) {
      case PolicyReloader.Poll.Unchanged() -> {}
      case PolicyReloader.Poll.Swapped(Policy before, Policy now, List<Problem> warnings) ->
          LOG.log(Level.INFO, "policy replaced, counts kept: " + now.snapshot().version());
      case PolicyReloader.Poll.Kept(Policy current, List<Problem> problems) ->
          problems.forEach(problem -> LOG.log(Level.WARNING, "policy kept: " + problem));
    }
  }
}
