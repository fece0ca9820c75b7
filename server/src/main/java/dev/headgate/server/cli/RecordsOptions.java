package dev.headgate.server.cli;

import dev.headgate.server.Wiring;
import dev.headgate.server.config.ServeSettings;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.RecordsUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which records a command is about. */
final class RecordsOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  /** One of two ways to say it. */
  static final class Where {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The configuration of headgate serve, which has a section records.")
    private @Nullable Path config;

    @Option(
        names = "--records",
        paramLabel = "URL",
        description = "sqlite:FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE.")
    private @Nullable String records;
  }

  /** Opens them; null where the configuration has problems, which were shown. */
  @Nullable Records open(Terminal terminal) {
    if (where.records != null) {
      return Wiring.records(new RecordsSettings(url(where.records), RecordsSettings.USAGE));
    }
    Path config = where.config == null ? Path.of("headgate.yaml") : where.config;
    ServeSettings settings = Documents.settings(config, terminal);
    RecordsSettings records = settings == null ? null : settings.files().records();
    if (settings != null && records == null) {
      terminal.note(config + ": no records (expected: a section records)");
    }
    return records == null ? null : Wiring.records(records);
  }

  private RecordsUrl url(String text) {
    try {
      return RecordsUrl.parse(text, Path.of(""));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), "--records: " + wrong.getMessage());
    }
  }
}
