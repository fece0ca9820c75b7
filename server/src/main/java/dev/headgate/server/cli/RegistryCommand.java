package dev.headgate.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The registry that nodes share. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Brings tenants, apps, users and credentials into the records, and out of them.",
    footer = {
      "",
      "Example: headgate registry import --config headgate.yaml registry.yaml",
      "Example: headgate registry export --config headgate.yaml --folder registry"
    })
final class RegistryCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command (expected: one of import, export)");
  }
}
