package dev.headgate.server.cli;

import dev.headgate.core.time.Micros;
import dev.headgate.server.Wiring;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.UsageLine;
import dev.headgate.server.records.UsageRecords.Part;
import dev.headgate.server.records.UsageRecords.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what was used, from the records. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    description = "What was used, by hour, tenant, app and operation, of all nodes together.",
    footer = {
      "",
      "Hours are those of UTC; a running node writes about once a second.",
      "Example: headgate usage --config headgate.yaml --by tenant --from 2026-11-01"
    })
final class UsageCommand implements Callable<Integer> {
  /** How usage is shown. */
  enum Format {
    TABLE,
    JSON,
    CSV
  }

  private static final int LINES_MAX = 100_000;
  private static final long DAY = 86_400 * Micros.SECOND;

  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private RecordsOptions options = new RecordsOptions();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First date or instant of UTC, as in 2026-11-01. Default: a day ago.")
  private @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "The first date or instant after them. Default: now.")
  private @Nullable String until;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "PART",
      description = "hour, tenant, app, operation, or several. Default: tenant,app,operation.")
  private Set<Part> parts = EnumSet.of(Part.TENANT, Part.APP, Part.OPERATION);

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, json or csv. Default: table.")
  private Format format = Format.TABLE;

  UsageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    long now = Wiring.now();
    Span span = new Span(micros("--from", from, now - DAY), micros("--until", until, now));
    try (Records records = options.open(terminal)) {
      if (records == null) {
        return Exit.PROBLEMS.code();
      }
      List<UsageLine> lines = records.usage().read(span, parts, LINES_MAX + 1);
      if (lines.size() > LINES_MAX) {
        terminal.note("more than " + LINES_MAX + " lines (expected: fewer; ask for less)");
        return Exit.PROBLEMS.code();
      }
      show(new UsageTable(lines, parts));
      return Exit.OK.code();
    }
  }

  private void show(UsageTable table) {
    switch (format) {
      case TABLE -> table.table().forEach(terminal::line);
      case CSV -> table.csv().forEach(terminal::line);
      case JSON -> terminal.line(Json.of(table.json()));
    }
  }

  private long micros(String option, @Nullable String text, long usual) {
    if (text == null) {
      return usual;
    }
    try {
      return Micros.of(
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException wrong) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": " + text + " (expected: as 2026-11-01 or 2026-11-01T09:00:00Z)");
    }
  }
}
