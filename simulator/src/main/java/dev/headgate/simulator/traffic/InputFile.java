package dev.headgate.simulator.traffic;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of recorded traffic, or the standard input.
 *
 * @param name as messages and reports show it
 * @param path where it lies, or null for a stream, which can be opened once only
 * @param bytes its length; 0 where it is not known
 * @param opener opens it
 */
public record InputFile(String name, @Nullable Path path, long bytes, Opener opener) {
  /** How much of the beginning is looked at: more than the largest block of zstd. */
  private static final int HEAD_MAX = 256 << 10;

  /** Opens a file at its beginning. */
  @FunctionalInterface
  public interface Opener {
    /** The bytes as they lie there. */
    InputStream open() throws IOException;
  }

  /** A file of this machine. */
  public static InputFile of(Path path) throws IOException {
    return new InputFile(path.toString(), path, Files.size(path), () -> Files.newInputStream(path));
  }

  /** A stream that is read as it comes. */
  public static InputFile stream(String name, InputStream in) {
    BufferedInputStream marked = new BufferedInputStream(in, HEAD_MAX);
    return new InputFile(name, null, 0, () -> marked);
  }

  /** The first bytes as they lie there; a stream is left at its beginning. */
  byte[] head() throws IOException {
    InputStream in = opener.open();
    if (path != null) {
      try (in) {
        return in.readNBytes(HEAD_MAX);
      }
    }
    in.mark(HEAD_MAX);
    byte[] head = in.readNBytes(HEAD_MAX);
    in.reset();
    return head;
  }
}
