package dev.headgate.server.config;

import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code records}. */
final class RecordsReader {
  private static final long PASSWORD_BYTES_MAX = 1_024;

  private final Reader reader;

  RecordsReader(Reader reader) {
    this.reader = reader;
  }

  /** The settings; null without a section, and with problems. */
  @Nullable RecordsSettings read(@Nullable Section section) {
    if (section == null) {
      return null;
    }
    RecordsUrl url =
        reader.parsed(section.need("url"), text -> RecordsUrl.parse(text, reader.folder()));
    Secret password = password(section);
    Duration[] keep = {RecordsSettings.USAGE};
    reader.length(section, "keepUsage", value -> keep[0] = value);
    if (keep[0].compareTo(RecordsSettings.USAGE_MIN) < 0) {
      reader.problems().add(section.place("keepUsage"), "too short (expected: >= 1h)");
      keep[0] = RecordsSettings.USAGE;
    }
    section.finish();
    if (url instanceof RecordsUrl.Postgres server && password != null) {
      url = server.with(password);
    }
    return url == null ? null : new RecordsSettings(url, keep[0]);
  }

  /** From a file or from the environment; null where neither is named. */
  private @Nullable Secret password(Section section) {
    Path file = reader.file(section.take("passwordFile"), true);
    Value variable = section.take("passwordVariable");
    if (file != null && variable != null) {
      reader.problems().add(variable.place(), "twice (expected: one of file and variable)");
    }
    return file == null ? reader.parsed(variable, RecordsReader::variable) : content(section, file);
  }

  private @Nullable Secret content(Section section, Path file) {
    try {
      if (Files.size(file) <= PASSWORD_BYTES_MAX) {
        return new Secret(Files.readString(file).strip());
      }
    } catch (IOException unreadable) {
      // Said below, without a word of what is in it.
    }
    reader
        .problems()
        .add(
            section.place("passwordFile"),
            "cannot be read (expected: UTF-8, at most " + PASSWORD_BYTES_MAX + " bytes)");
    return null;
  }

  private static Secret variable(String name) {
    String found = System.getenv(name);
    if (found == null) {
      throw new IllegalArgumentException(
          name + " is not set (expected: the password in this variable of the environment)");
    }
    return new Secret(found);
  }
}
