package dev.headgate.server.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the calls of a job have come, in a file that outlives the process: one line of JSON for
 * each change, in one write. Marks that forbid a repetition are on the disk before they are acted
 * upon. A last line that was cut off is forgotten. One process at a time may have it open.
 */
public final class Journal implements AutoCloseable {
  /** The most lines of a job. */
  public static final int LINES_MAX = 10_000_000;

  private static final Pattern CHANGE =
      Pattern.compile("\\{\"line\":(\\d{1,9}),\"mark\":\"([a-z]+)\".*}");

  private final ReentrantLock lock = new ReentrantLock();
  private final FileChannel channel;
  private final Map<Long, Mark> marks;

  private Journal(FileChannel channel, Map<Long, Mark> marks) {
    this.channel = channel;
    this.marks = marks;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param job what tells this job from others, for example a digest of its file
   * @throws JournalException if it is of another job, in use, or no journal
   */
  public static Journal open(Path file, String job) throws IOException, JournalException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (lockOf(channel) == null) {
        throw new JournalException(file + ": in use (expected: one run at a time)");
      }
      String head = "{\"journal\":1,\"job\":\"" + job + "\"}";
      checkHead(file, head);
      cutTornLine(file, channel);
      Map<Long, Mark> marks = read(file);
      channel.position(channel.size());
      Journal journal = new Journal(channel, marks);
      if (channel.size() == 0) {
        journal.append(head, true);
      }
      return journal;
    } catch (IOException | JournalException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** How far a line has come. */
  public Mark mark(long line) {
    lock.lock();
    try {
      return marks.getOrDefault(line, Mark.PLANNED);
    } finally {
      lock.unlock();
    }
  }

  /** A request is about to leave; where it must not leave twice, the mark is on the disk first. */
  void sent(long line, boolean repeatable) {
    change(line, Mark.SENT, "", !repeatable);
  }

  /** It was not carried out, and may be sent again. */
  void planned(long line) {
    change(line, Mark.PLANNED, "", false);
  }

  /** A response came. */
  void done(long line, int status) {
    change(line, Mark.DONE, ",\"status\":" + status, false);
  }

  /** Nobody will ever know. */
  void unknown(long line) {
    change(line, Mark.UNKNOWN, "", true);
  }

  @Override
  public void close() throws IOException {
    channel.force(false);
    channel.close();
  }

  private void change(long line, Mark mark, String more, boolean onDisk) {
    lock.lock();
    try {
      if (marks.put(line, mark) != mark || !more.isEmpty()) {
        append("{\"line\":%d,\"mark\":\"%s\"%s}".formatted(line, mark.word(), more), onDisk);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("journal", e);
    } finally {
      lock.unlock();
    }
  }

  private void append(String text, boolean onDisk) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (onDisk) {
      channel.force(false);
    }
  }

  private static @Nullable FileLock lockOf(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  /** Nothing is changed in a file that is not a journal of this job, or the start of one. */
  private static void checkHead(Path file, String head) throws IOException, JournalException {
    byte[] expected = (head + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] found;
    try (InputStream in = Files.newInputStream(file)) {
      found = in.readNBytes(expected.length);
    }
    if (!Arrays.equals(found, Arrays.copyOf(expected, found.length))) {
      throw new JournalException(
          file + ": of another job (expected: the one that was begun, or another --journal)");
    }
  }

  private static void cutTornLine(Path file, FileChannel channel) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long end = bytes.length();
      while (end > 0) {
        bytes.seek(end - 1);
        if (bytes.read() == '\n') {
          break;
        }
        end--;
      }
      channel.truncate(end);
    }
  }

  private static Map<Long, Mark> read(Path file) throws IOException, JournalException {
    Map<Long, Mark> marks = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher change = CHANGE.matcher(line);
        if (change.matches()) {
          marks.put(Long.valueOf(change.group(1)), mark(change.group(2)));
        }
      }
    }
    return marks;
  }

  private static Mark mark(String word) throws JournalException {
    for (Mark mark : Mark.values()) {
      if (mark.word().equals(word)) {
        return mark;
      }
    }
    throw new JournalException("mark: " + word + " (expected: planned, sent, done or unknown)");
  }
}
