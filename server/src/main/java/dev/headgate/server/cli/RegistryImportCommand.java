package dev.headgate.server.cli;

import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.RegistryEntries;
import dev.headgate.policy.registry.RegistryEntry;
import dev.headgate.server.Wiring;
import dev.headgate.server.records.RecordedAudit;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RegistryRecords.Versioned;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts files in the place of the registry of the records. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Replaces the registry of the records by what stands in files.",
    footer = {
      "",
      "All or nothing: where a file has problems nothing changes. Nodes follow within two seconds.",
      "Credentials are kept as the hashes that the files have."
    })
final class RegistryImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RecordsOptions options = new RecordsOptions();

  @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "YAML files and folders of CSV files, which are one registry together.")
  private List<Path> files = List.of();

  RegistryImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Entries by what becomes of them. */
  private record Change(long added, long changed, long removed) {
    static Change of(RegistryEntries before, RegistryEntries after) {
      Set<RegistryEntry> known = new HashSet<>(before.entries());
      Set<String> names = names(before);
      Set<String> stay = names(after);
      long added = stay.stream().filter(name -> !names.contains(name)).count();
      long other = after.entries().stream().filter(entry -> !known.contains(entry)).count();
      long removed = names.stream().filter(name -> !stay.contains(name)).count();
      return new Change(added, other - added, removed);
    }

    private static Set<String> names(RegistryEntries entries) {
      return entries.entries().stream()
          .map(entry -> entry.table().key() + "." + entry.id())
          .collect(Collectors.toSet());
    }

    boolean isNone() {
      return added + changed + removed == 0;
    }

    @Override
    public String toString() {
      return added + " added, " + changed + " changed, " + removed + " removed";
    }
  }

  @Override
  public Integer call() {
    Problems problems = new Problems();
    RegistryEntries entries = RegistryEntries.read(files, problems);
    dev.headgate.server.cli.Problems.show(terminal, "problem", problems.problems());
    if (problems.any()) {
      return Exit.PROBLEMS.code();
    }
    try (Records records = options.open(terminal)) {
      return records == null ? Exit.PROBLEMS.code() : replace(records, entries);
    }
  }

  private int replace(Records records, RegistryEntries entries) {
    Versioned before = records.registry().read();
    Change change = Change.of(before.entries(), entries);
    if (dryRun || change.isNone()) {
      terminal.line("version " + before.version() + " stays: " + change);
      return Exit.OK.code();
    }
    try (RecordedAudit audit =
        new RecordedAudit(Wiring::now, records.audit(), "headgate registry")) {
      String who = System.getProperty("user.name", "");
      audit.append(who, "registry.import", Map.of("change", change.toString()));
    }
    long version = records.registry().replace(entries);
    terminal.line("version " + version + ": " + change);
    return Exit.OK.code();
  }
}
