package dev.headgate.server.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a fault did in one run: a row of the table of faults. Appended as a line of JSON to the file
 * that {@code -Dheadgate.faults=FILE} names.
 *
 * @param fault what was done to it
 * @param promise what has to hold nevertheless
 * @param measured what came of it
 * @param seed what repeats it, or 0 where nothing was drawn
 */
public record FaultRow(String fault, String promise, String measured, long seed) {
  /** Appends it, where a file is named. */
  public void write() {
    @Nullable String file = System.getProperty("headgate.faults");
    if (file == null) {
      return;
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("fault", fault);
    row.put("promise", promise);
    row.put("measured", measured);
    row.put("seed", seed);
    try {
      Files.writeString(
          Path.of(file),
          JsonMapper.builder().build().writeValueAsString(row) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
