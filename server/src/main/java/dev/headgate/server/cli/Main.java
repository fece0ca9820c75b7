package dev.headgate.server.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code headgate}. */
@Command(
    name = "headgate",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Prices, limits and meters the calls of an API.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all well",
      "1:problems were found",
      "2:called the wrong way",
      "3:cannot start: a file, an address or a program is missing or in use"
    },
    footer = {"", "Begin with: headgate run", "Help on a command: headgate COMMAND --help"})
public final class Main implements Runnable {
  /** These tell each attempt to reach a server; how it ended is said by us. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("io.lettuce.core.RedisClient"),
          Logger.getLogger("io.lettuce.core.cluster.topology.DefaultClusterTopologyRefresh"));

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /**
   * Runs a command and ends the process with its code. Libraries that log through SLF4J have nobody
   * to log to, and need not say so on every start: what matters is said by us.
   */
  public static void main(String[] arguments) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /** Runs a command and returns its code. */
  static int run(Terminal terminal, String... arguments) {
    QUIET.forEach(log -> log.setLevel(Level.SEVERE));
    return commands(terminal).execute(arguments);
  }

  /** All commands, as they are on a terminal. */
  static CommandLine commands(Terminal terminal) {
    CommandLine commands = new CommandLine(new Main());
    commands.addSubcommand(new RunCommand(terminal));
    commands.addSubcommand(new ServeCommand(terminal));
    commands.addSubcommand(new CheckPolicyCommand(terminal));
    commands.addSubcommand(new TestPolicyCommand(terminal));
    commands.addSubcommand(new ExplainCommand(terminal));
    commands.addSubcommand(new PriceBookCommand(terminal));
    commands.addSubcommand(new PriceCommand(terminal));
    commands.addSubcommand(new CostDriftCommand(terminal));
    commands.addSubcommand(
        new CommandLine(new RegistryCommand())
            .addSubcommand(new RegistryImportCommand(terminal))
            .addSubcommand(new RegistryExportCommand(terminal)));
    commands.addSubcommand(new CopyCountersCommand(terminal));
    commands.addSubcommand(new UsageCommand(terminal));
    commands.addSubcommand(new SimulateCommand(terminal));
    commands.addSubcommand(new CompareCommand(terminal));
    commands.addSubcommand(
        new CommandLine(new ProxyCommand(terminal))
            .addSubcommand(new ProxyReportCommand(terminal)));
    commands.addSubcommand(new CallCommand(terminal));
    commands.addSubcommand(new PlanCommand(terminal));
    commands.addSubcommand(new RunJobCommand(terminal));
    commands.addSubcommand(new FakeProviderCommand(terminal));
    commands.setOut(terminal.out());
    commands.setErr(terminal.err());
    commands.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          terminal.note("headgate " + command.getCommandName() + ": " + Causes.sentence(failure));
          return Exit.CANNOT_START.code();
        });
    return commands;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no command (expected: one of " + String.join(", ", spec.subcommands().keySet()) + ")");
  }

  /** The version as the build wrote it into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "headgate " + (version == null ? "from a build directory" : version),
        "Java " + Runtime.version() + " on " + System.getProperty("os.arch")
      };
    }
  }
}
