package dev.headgate.server.admin;

import dev.headgate.core.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Append-only log of what operators did: lines of JSON in a file that is forced to disk, or in
 * memory. The newest entries are kept in memory; a file that reached its bound is moved aside, and
 * the numbers of the entries go on. Safe for all threads.
 */
final class AuditJournal implements AuditLog {
  /** How many entries can be read back. */
  static final int KEPT_MAX = 10_000;

  /** Bytes after which a file is moved aside. */
  static final long FILE_MAX = 64L << 20;

  private static final Pattern NUMBER = Pattern.compile("^\\{\"number\":([0-9]{1,18}),");

  private final TimeSource time;
  private final @Nullable AuditFile file;
  private final Deque<String> kept = new ArrayDeque<>();
  private long entries;

  private AuditJournal(TimeSource time) {
    this.time = time;
    file = null;
  }

  private AuditJournal(TimeSource time, Path path, long fileMax) {
    this.time = time;
    file = AuditFile.open(path, fileMax, this::keepOld);
  }

  /** A log that ends with the process. */
  static AuditJournal inMemory(TimeSource time) {
    return new AuditJournal(time);
  }

  /**
   * A log in a file, which goes on where the file ends.
   *
   * @throws UncheckedIOException where it can be neither read nor made
   */
  static AuditJournal inFile(TimeSource time, Path path) {
    return inFile(time, path, FILE_MAX);
  }

  static AuditJournal inFile(TimeSource time, Path path, long fileMax) {
    return new AuditJournal(time, path, fileMax);
  }

  @Override
  public synchronized void append(String who, String action, Map<String, String> details) {
    AuditEntry entry = new AuditEntry(entries + 1, time.micros(), who, action, details);
    String line = entry.toJson();
    write(line);
    entries++;
    keep(line);
  }

  @Override
  public synchronized List<String> newest(int most) {
    List<String> newest = new ArrayList<>(Math.min(most, kept.size()));
    Iterator<String> backwards = kept.descendingIterator();
    while (backwards.hasNext() && newest.size() < most) {
      newest.add(backwards.next());
    }
    return newest;
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("audit log", failed);
    }
  }

  private void write(String line) {
    try {
      if (file != null) {
        file.append(line);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("audit log", failed);
    }
  }

  private void keep(String line) {
    kept.addLast(line);
    if (kept.size() > KEPT_MAX) {
      kept.removeFirst();
    }
  }

  /** A line that a crash tore is no entry. */
  private void keepOld(String line) {
    Matcher numbered = NUMBER.matcher(line);
    if (numbered.find() && line.endsWith("}}")) {
      entries = Long.parseLong(numbered.group(1));
      keep(line);
    }
  }
}
