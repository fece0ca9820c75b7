package dev.headgate.policy.registry;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.SourceFile;
import dev.headgate.policy.yaml.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registry that lies in a folder as one CSV file for each {@link RegistryTable}. */
final class CsvFolder {
  /** The largest file, in bytes. */
  static final int BYTES_MAX = 16 << 20;

  private CsvFolder() {}

  /** By what a change of any of the files is noticed. */
  static String digest(Path folder) {
    StringBuilder digests = new StringBuilder();
    for (RegistryTable table : RegistryTable.values()) {
      try {
        digests.append(SourceFile.digest(bytes(folder.resolve(table.file())))).append('\n');
      } catch (IOException unreadable) {
        digests.append(SourceFile.UNREADABLE).append('\n');
      }
    }
    return digests.toString();
  }

  /** The files as the map that a YAML registry would be. */
  static Value.Fields read(Path folder, Problems problems) {
    Map<String, Value.Field> tables = new LinkedHashMap<>();
    for (RegistryTable table : RegistryTable.values()) {
      String text = text(table, folder.resolve(table.file()), problems);
      if (text != null) {
        Value.Fields entries = CsvTable.read(table, text, problems);
        tables.put(table.key(), new Value.Field(entries.place(), entries));
      }
    }
    return new Value.Fields(Place.file(String.valueOf(folder.getFileName())), tables);
  }

  private static @Nullable String text(RegistryTable table, Path file, Problems problems) {
    Place place = Place.file(table.file());
    try {
      byte[] bytes = bytes(file);
      if (bytes.length > BYTES_MAX) {
        problems.add(place, "more than " + BYTES_MAX + " bytes (expected: at most that)");
        return null;
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException missing) {
      if (table.needed()) {
        problems.add(place, "no such file (expected: it is there, with its header row at least)");
      }
    } catch (CharacterCodingException malformed) {
      problems.add(place, "not UTF-8 (expected: UTF-8)", "save the file as UTF-8");
    } catch (IOException unreadable) {
      problems.add(place, "cannot be read: " + unreadable.getClass().getSimpleName());
    }
    return null;
  }

  /** At most one byte more than the largest file may have. */
  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(BYTES_MAX + 1);
    }
  }
}
