package dev.headgate.server.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file of an audit log: lines, each forced to disk. A full file is moved aside to the next free
 * one of {@code NAME.1}, {@code NAME.2} and so on, and none is ever overwritten or deleted; where
 * moving fails, the full one is written on. Not safe for several threads.
 */
final class AuditFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AuditFile.class.getName());

  private final Path path;
  private final long fileMax;
  private FileChannel channel;

  private AuditFile(Path path, long fileMax) throws IOException {
    this.path = path;
    this.fileMax = fileMax;
    channel = open(path);
  }

  /**
   * Opens a file, which is made where there is none.
   *
   * @param fileMax bytes after which it is moved aside
   * @param lines told the lines of the file moved aside last and those of this one, in their order
   */
  static AuditFile open(Path path, long fileMax, Consumer<String> lines) {
    try {
      List<Integer> moved = numbersAside(path);
      if (!moved.isEmpty()) {
        read(aside(path, moved.getLast()), lines);
      }
      read(path, lines);
      AuditFile file = new AuditFile(path, fileMax);
      file.endTornLine();
      return file;
    } catch (IOException failed) {
      throw new UncheckedIOException("audit log: " + path, failed);
    }
  }

  /** Appends a line; when this returns, it is on disk. */
  void append(String line) throws IOException {
    if (!channel.isOpen()) {
      throw new IOException("audit log: closed (expected: open)");
    }
    if (channel.size() >= fileMax) {
      moveAside();
    }
    write(line + "\n");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Until the fresh file is open, the channel stays on the full one, wherever that lies. */
  private void moveAside() throws IOException {
    FileChannel full = channel;
    try {
      if (Files.exists(path)) {
        List<Integer> moved = numbersAside(path);
        Files.move(path, aside(path, moved.isEmpty() ? 1 : moved.getLast() + 1));
      }
      channel = open(path);
    } catch (IOException failed) {
      LOG.log(Level.WARNING, "audit log: not moved aside, the full file is written on", failed);
      return;
    }
    full.close();
  }

  /** A line that was written in part is cut off again, so that the next one begins a line. */
  private void write(String text) throws IOException {
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

  private void endTornLine() throws IOException {
    if (channel.size() == 0) {
      return;
    }
    byte[] last = new byte[1];
    try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
      reading.read(ByteBuffer.wrap(last), reading.size() - 1);
    }
    if (last[0] != '\n') {
      write("\n");
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void read(Path path, Consumer<String> lines) throws IOException {
    if (Files.exists(path)) {
      try (Stream<String> all = Files.lines(path, StandardCharsets.UTF_8)) {
        all.forEach(lines);
      }
    }
  }

  private static Path aside(Path path, int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  /** The numbers of the files moved aside, the highest last. */
  private static List<Integer> numbersAside(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Pattern name = Pattern.compile(Pattern.quote(path.getFileName() + ".") + "([1-9][0-9]{0,8})");
    List<Integer> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            Matcher numbered = name.matcher(String.valueOf(file.getFileName()));
            if (numbered.matches()) {
              numbers.add(Integer.parseInt(numbered.group(1)));
            }
          });
    }
    numbers.sort(null);
    return numbers;
  }
}
