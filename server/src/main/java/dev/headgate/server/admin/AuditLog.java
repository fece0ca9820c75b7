package dev.headgate.server.admin;

import dev.headgate.core.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Append-only log of what operators did: lines of JSON in a file that is forced to disk, or in
 * memory. The newest entries are kept in memory; a file that reached its bound is moved aside to
 * {@code NAME.1}. Safe for all threads.
 */
public final class AuditLog implements AutoCloseable {
  /** How many entries can be read back. */
  public static final int KEPT_MAX = 10_000;

  /** Bytes after which a file is moved aside. */
  public static final long FILE_MAX = 64L << 20;

  private final TimeSource time;
  private final long fileMax;
  private final @Nullable Path path;
  private final Deque<String> kept = new ArrayDeque<>();
  private @Nullable FileChannel file;
  private long entries;

  private AuditLog(TimeSource time, @Nullable Path path, long fileMax) {
    this.time = time;
    this.path = path;
    this.fileMax = fileMax;
  }

  /** A log that ends with the process. */
  public static AuditLog inMemory(TimeSource time) {
    return new AuditLog(time, null, FILE_MAX);
  }

  /**
   * A log in a file, which goes on where the file ends.
   *
   * @throws UncheckedIOException where it can be neither read nor made
   */
  public static AuditLog inFile(TimeSource time, Path path) {
    return inFile(time, path, FILE_MAX);
  }

  static AuditLog inFile(TimeSource time, Path path, long fileMax) {
    AuditLog log = new AuditLog(time, path, fileMax);
    try {
      log.load(path);
      log.file = open(path);
      log.endTornLine(path);
    } catch (IOException failed) {
      throw new UncheckedIOException("audit log: " + path, failed);
    }
    return log;
  }

  /**
   * Appends an entry; when this returns, it is on disk.
   *
   * @throws UncheckedIOException where it could not be written, and then it is not in the log
   */
  public synchronized void append(String who, String action, Map<String, String> details) {
    AuditEntry entry = new AuditEntry(entries + 1, time.micros(), who, action, details);
    String line = entry.toJson();
    write(line);
    entries++;
    keep(line);
  }

  /** The newest entries as JSON objects, the newest first, at most so many. */
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
        file = null;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("audit log: " + path, failed);
    }
  }

  private void keep(String line) {
    kept.addLast(line);
    if (kept.size() > KEPT_MAX) {
      kept.removeFirst();
    }
  }

  private void write(String line) {
    FileChannel channel = file;
    if (path == null) {
      return;
    }
    if (channel == null) {
      throw new UncheckedIOException(new IOException("audit log: closed (expected: open)"));
    }
    try {
      if (channel.size() >= fileMax) {
        channel = moveAside(channel, path);
      }
      append(channel, line + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException("audit log: " + path, failed);
    }
  }

  private FileChannel moveAside(FileChannel full, Path path) throws IOException {
    full.close();
    Path aside = path.resolveSibling(path.getFileName() + ".1");
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    FileChannel fresh = open(path);
    file = fresh;
    return fresh;
  }

  /** A line that was written in part is cut off again, so that the next one begins a line. */
  private static void append(FileChannel channel, String text) throws IOException {
    long before = channel.size();
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException failed) {
      channel.truncate(before);
      throw failed;
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void load(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var lines = Files.lines(path, StandardCharsets.UTF_8)) {
      lines.filter(line -> line.startsWith("{") && line.endsWith("}}")).forEach(this::keepOld);
    }
  }

  private void keepOld(String line) {
    entries++;
    keep(line);
  }

  private void endTornLine(Path path) throws IOException {
    byte[] last = new byte[1];
    FileChannel channel = file;
    if (channel == null || channel.size() == 0) {
      return;
    }
    try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
      reading.read(ByteBuffer.wrap(last), reading.size() - 1);
    }
    if (last[0] != '\n') {
      append(channel, "\n");
    }
  }
}
