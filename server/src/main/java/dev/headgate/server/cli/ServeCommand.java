package dev.headgate.server.cli;

import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import dev.headgate.server.config.ServeSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves by a configuration file until it is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the decision API, and the gateway if there is one, by a configuration.",
    footer = {"", "SIGTERM: running calls may finish within the drain time."})
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration: where to listen, what to trust, policy and registry.")
  private Path config = Path.of("headgate.yaml");

  @Option(names = "--json", description = "Print the ports as JSON.")
  private boolean json;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ServeSettings settings = Documents.settings(config, terminal);
    if (settings == null) {
      return Exit.PROBLEMS.code();
    }
    ServeSettings.Files files = settings.files();
    Sources sources = Documents.sources(files.policy(), files.registry(), terminal);
    return sources == null ? Exit.PROBLEMS.code() : serve(settings, sources);
  }

  private int serve(ServeSettings settings, Sources sources) {
    Running running = Wiring.start(settings, sources);
    if (json) {
      Map<String, Object> ports = new LinkedHashMap<>();
      ports.put("api", running.apiPort());
      if (running.hasGateway()) {
        ports.put("gateway", running.gatewayPort());
      }
      terminal.line(Json.of(ports));
    } else {
      terminal.line("decision API on port " + running.apiPort());
      if (running.hasGateway()) {
        terminal.line("gateway on port " + running.gatewayPort());
      }
    }
    Shutdown.await(terminal, running);
    return Exit.OK.code();
  }
}
