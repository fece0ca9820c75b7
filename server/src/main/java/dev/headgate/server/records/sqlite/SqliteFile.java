package dev.headgate.server.records.sqlite;

import dev.headgate.server.records.RecordsRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a database before it is opened: its header says whose it is, at the places of
 * sqlite.org/fileformat.html, section 1.3.
 */
final class SqliteFile {
  /** Says that a file holds our records: "HgRc". */
  static final int APPLICATION = 0x48675263;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 100;
  private static final int APPLICATION_AT = 68;

  private SqliteFile() {}

  /**
   * Makes sure that a file is ours or there is none yet; only its owner may read a new one.
   *
   * @throws RecordsRefused where it cannot be ours; it was read at most
   */
  static void claim(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      } else if (!Files.isRegularFile(file)) {
        throw refused(file, "no file", "a file, or none yet");
      } else if (!Files.isWritable(file)) {
        throw refused(file, "cannot be written", "it can");
      } else if (!isEmpty(file)) {
        check(file);
      }
    } catch (IOException failed) {
      throw refused(file, "cannot be used: " + failed.getClass().getSimpleName(), "it can");
    }
  }

  /** Whether there is no file, or nothing in it. */
  static boolean isEmpty(Path file) {
    return file.toFile().length() == 0;
  }

  private static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused(file, "no folder for it", "its folder is there");
    }
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static void check(Path file) throws IOException {
    byte[] header;
    try (InputStream in = Files.newInputStream(file)) {
      header = in.readNBytes(HEADER);
    }
    ByteBuffer read = ByteBuffer.wrap(header);
    if (header.length < HEADER || !read.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw refused(file, "no SQLite database", "a database of headgate, or no file");
    }
    if (read.getInt(APPLICATION_AT) != APPLICATION) {
      throw refused(file, "the database of another program", "a database of headgate, or no file");
    }
  }

  private static RecordsRefused refused(Path file, String found, String expected) {
    return new RecordsRefused("sqlite:" + file + ": " + found + " (expected: " + expected + ")");
  }
}
