package dev.headgate.server.cli;

import dev.headgate.policy.registry.RegistryEntries;
import dev.headgate.policy.registry.RegistryWriter;
import dev.headgate.policy.text.CountText;
import dev.headgate.server.records.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the registry of the records as files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Prints the registry of the records as YAML, or writes a folder of CSV files.",
    footer = {"", "What it writes, import and headgate serve read again."})
final class RegistryExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RecordsOptions options = new RecordsOptions();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Write tenants.csv, apps.csv, users.csv and credentials.csv there.")
  private @Nullable Path folder;

  RegistryExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (Records records = options.open(terminal)) {
      if (records == null) {
        return Exit.PROBLEMS.code();
      }
      RegistryEntries entries = records.registry().read().entries();
      if (folder == null) {
        terminal.out().print(RegistryWriter.yaml(entries));
        terminal.out().flush();
      } else {
        RegistryWriter.folder(entries, folder);
        terminal.line(CountText.of(entries.entries().size(), "entry") + " in " + folder);
      }
      return Exit.OK.code();
    }
  }
}
