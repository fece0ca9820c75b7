package dev.headgate.server.cli;

import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.config.ServeSettings;
import dev.headgate.server.store.Inheritance;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the counters of one machine over into the store of a fleet. */
@Command(
    name = "copy-counters",
    mixinStandardHelpOptions = true,
    description = "Copies the counters of a file into the Redis or Valkey of a configuration.",
    footer = {
      "",
      "End the server that uses the file first; the file is left as it is. Counters that are there",
      "already are kept. Permits are not copied, since their calls have ended; reservations that",
      "are open stay charged at what they reserved.",
      "Example: headgate copy-counters --from counters.db --config fleet.yaml"
    })
final class CopyCountersCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "The file of store: url: sqlite:FILE.")
  private Path from = Path.of("counters.db");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration of the fleet: its policy and its store.")
  private Path config = Path.of("headgate.yaml");

  @Option(names = "--json", description = "Print what was done as JSON.")
  private boolean json;

  CopyCountersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ServeSettings settings = Documents.settings(config, terminal);
    if (settings == null) {
      return Exit.PROBLEMS.code();
    }
    if (!settings.store().remote()) {
      terminal.note(config + ": store: " + settings.store() + " (expected: redis://...)");
      return Exit.PROBLEMS.code();
    }
    Sources sources = Documents.sources(settings.files().policy(), null, terminal);
    return sources == null ? Exit.PROBLEMS.code() : copy(settings, sources);
  }

  private int copy(ServeSettings settings, Sources sources) {
    Inheritance done =
        Wiring.copyCounters(from, settings.store(), sources.policy().get().snapshot());
    if (json) {
      Map<String, Object> counts = new LinkedHashMap<>();
      counts.put("copied", done.copied());
      counts.put("present", done.present());
      counts.put("unknown", done.unknown());
      counts.put("permits", done.permits());
      counts.put("openReservations", done.open());
      terminal.line(Json.of(counts));
      return Exit.OK.code();
    }
    terminal.line("%-13d copied".formatted(done.copied()));
    note(done.present(), "left as they are there already");
    note(done.unknown(), "of no limit of this policy, not copied");
    note(done.permits(), "of permits whose calls have ended, not copied");
    note(done.open(), "reservations open, charged at what they reserved");
    return Exit.OK.code();
  }

  private void note(long count, String what) {
    if (count > 0) {
      terminal.line("%-13d %s".formatted(count, what));
    }
  }
}
