package dev.headgate.server.admin;

import dev.headgate.core.time.TimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Append-only log of what operators did. Entries are numbered from 1 without a gap. Safe for all
 * threads; both reading and writing may wait for a disk or a server.
 */
public interface AuditLog extends AutoCloseable {
  /** A log that ends with the process. */
  static AuditLog inMemory(TimeSource time) {
    return AuditJournal.inMemory(time);
  }

  /**
   * A log in a file, which goes on where the file ends.
   *
   * @throws java.io.UncheckedIOException where it can be neither read nor made
   */
  static AuditLog inFile(TimeSource time, Path path) {
    return AuditJournal.inFile(time, path);
  }

  /**
   * Appends an entry; when this returns, it is on disk.
   *
   * @throws java.io.UncheckedIOException where it could not be written; then it is not in the log,
   *     unless the message says that nobody knows
   */
  void append(String who, String action, Map<String, String> details);

  /**
   * The newest entries as JSON objects, the newest first, at most so many.
   *
   * @throws java.io.UncheckedIOException where they cannot be read
   */
  List<String> newest(int most);

  @Override
  void close();
}
