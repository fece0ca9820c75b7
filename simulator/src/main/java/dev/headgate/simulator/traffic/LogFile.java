package dev.headgate.simulator.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A file of recorded traffic that is open. For one thread. */
public final class LogFile implements AutoCloseable {
  private final InputFile file;
  private final ByteTrail trail;
  private final BufferedInputStream unpacked;
  private final LogHead head;

  private LogFile(InputFile file, ByteTrail trail, BufferedInputStream unpacked, LogHead head) {
    this.file = file;
    this.trail = trail;
    this.unpacked = unpacked;
    this.head = head;
  }

  /**
   * Opens a file, undoes its compression and looks at its first lines.
   *
   * @param stated its format, or null to find it
   * @param progress rises with each byte read
   * @throws UnknownFormatException where no line at its beginning can be read
   */
  public static LogFile open(InputFile file, @Nullable Format stated, AtomicLong progress)
      throws IOException {
    ByteTrail trail = new ByteTrail(file.opener().open(), progress);
    try {
      BufferedInputStream unpacked =
          new BufferedInputStream(Compression.unpacked(trail), LogHead.BYTES_MAX);
      LogHead head = LogHead.of(unpacked, stated);
      if (head == null) {
        throw new UnknownFormatException(file.name());
      }
      return new LogFile(file, trail, unpacked, whole(file, head));
    } catch (IOException | RuntimeException failed) {
      trail.close();
      throw failed;
    }
  }

  /**
   * The format and columns of a file that is not opened for reading yet.
   *
   * @throws UnknownFormatException where no line at its beginning can be read
   */
  public static LogHead peek(InputFile file) throws IOException {
    ByteArrayInputStream beginning = new ByteArrayInputStream(file.head());
    InputFile cut = new InputFile(file.name(), file.path(), 0, () -> beginning);
    try (LogFile opened = open(cut, null, new AtomicLong())) {
      return opened.head();
    }
  }

  private static LogHead whole(InputFile file, LogHead head) throws IOException {
    return head.format() instanceof Format.Parquet
        ? new LogHead(head.format(), new LinkedHashSet<>(ParquetRows.names(file)))
        : head;
  }

  /** Its format and columns. */
  public LogHead head() {
    return head;
  }

  /** The file. */
  public InputFile file() {
    return file;
  }

  /**
   * Its rows from the beginning; asked for once.
   *
   * @throws MissingColumnException where it lacks a column
   */
  public Rows rows(Columns columns) throws IOException {
    return head.format() instanceof Format.Parquet
        ? ParquetRows.open(file, columns)
        : LineRows.of(file.name(), new Lines(unpacked), head.format(), columns);
  }

  /** SHA-256 of the bytes read so far, in hexadecimal; asked for once, at the end. */
  public String digest() throws IOException {
    if (head.format() instanceof Format.Parquet) {
      trail.transferTo(OutputStream.nullOutputStream()); // DuckDB read the file itself
    }
    return trail.digest();
  }

  @Override
  public void close() throws IOException {
    trail.close();
  }
}
