package dev.headgate.server.store.sqlite;

import dev.headgate.server.store.StoreRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first hundred bytes of a SQLite file, looked at without SQLite so that a file that is not
 * ours is not touched at all (https://www.sqlite.org/fileformat2.html, section 1.3).
 */
final class FileHead {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 100;
  private static final int VERSION_AT = 60;
  private static final int APPLICATION_AT = 68;

  private FileHead() {}

  /**
   * Refuses a place where no file of a kind can be.
   *
   * @param schema the kind, with the newest format that is understood
   */
  static void check(Path file, Schema schema) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused(file, "no such folder", "a file in a folder that exists");
    }
    if (Files.isDirectory(file)) {
      throw refused(file, "a folder", "a file");
    }
    if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
      throw refused(file, "read-only", "a file and a folder that can be written");
    }
    if (Files.exists(file)) {
      checkBytes(file, schema);
    }
  }

  /** A refusal in one line. */
  static StoreRefused refused(Path file, String found, String expected) {
    return new StoreRefused("store " + file + ": " + found + " (expected: " + expected + ")");
  }

  private static void checkBytes(Path file, Schema schema) {
    byte[] head = head(file);
    if (head.length == 0) {
      return;
    }
    boolean sqlite =
        head.length == LENGTH && Arrays.equals(Arrays.copyOf(head, MAGIC.length), MAGIC);
    if (!sqlite || ByteBuffer.wrap(head).getInt(APPLICATION_AT) != schema.application()) {
      throw refused(
          file, "not " + schema.what() + " of Headgate", "a file that Headgate wrote, or none");
    }
    int format = ByteBuffer.wrap(head).getInt(VERSION_AT);
    if (format > schema.format()) {
      throw newer(file, format, schema.format());
    }
  }

  /** The refusal of a file that a newer program wrote. */
  static StoreRefused newer(Path file, int format, int newest) {
    return refused(file, "format " + format, "at most " + newest + ": a newer Headgate wrote it");
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LENGTH);
    } catch (IOException unreadable) {
      throw refused(file, "unreadable, " + unreadable.getMessage(), "a file that can be read");
    }
  }
}
