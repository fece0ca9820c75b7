package dev.headgate.server.cli;

import dev.headgate.server.Sources;
import dev.headgate.server.config.ServeReader;
import dev.headgate.server.config.ServeSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the documents of a server for a command, which shows what is wrong with them. */
final class Documents {
  private Documents() {}

  /** A configuration, or null where it has problems. */
  static @Nullable ServeSettings settings(Path config, Terminal terminal) {
    var problems = new dev.headgate.policy.problem.Problems();
    ServeSettings settings = ServeReader.read(config, problems);
    Problems.show(terminal, "problem", problems.problems());
    return settings;
  }

  /** Policy and registry, or null where they have problems; warnings are shown, too. */
  static @Nullable Sources sources(Path policy, @Nullable Path registry, Terminal terminal) {
    return switch (Sources.open(policy, registry)) {
      case Sources.Opened.Rejected rejected -> {
        Problems.show(terminal, "problem", rejected.problems());
        yield null;
      }
      case Sources.Opened.Ready ready -> {
        Problems.show(terminal, "warning", ready.warnings());
        yield ready.sources();
      }
    };
  }
}
