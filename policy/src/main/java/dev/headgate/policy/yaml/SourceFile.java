package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was read, with the digest by which a change is noticed.
 *
 * @param path where it lies
 * @param digest SHA-256 of its bytes in hexadecimal, or {@link #UNREADABLE}
 */
public record SourceFile(Path path, String digest) {
  /** Stands for the digest of a file that could not be read. */
  public static final String UNREADABLE = "unreadable";

  /** The file as it is now. */
  public static SourceFile of(Path path) {
    try {
      return new SourceFile(path, digest(bytes(path, DocumentBounds.POLICY)));
    } catch (IOException unreadable) {
      return new SourceFile(path, UNREADABLE);
    }
  }

  /** SHA-256 in hexadecimal. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every Java platform has SHA-256", missing);
    }
  }

  /** At most one byte more than the largest file may have. */
  static byte[] bytes(Path path, DocumentBounds bounds) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(bounds.bytesMax() + 1);
    }
  }

  /** The text of a file, or null with a problem where it cannot be read. */
  static @Nullable String text(Path path, DocumentBounds bounds, Place place, Problems problems) {
    try {
      byte[] bytes = bytes(path, bounds);
      if (bytes.length > bounds.bytesMax()) {
        problems.add(place, "more than " + bounds.bytesMax() + " bytes (expected: at most that)");
        return null;
      }
      return decoded(bytes, place, problems);
    } catch (NoSuchFileException missing) {
      problems.add(place, "no such file: " + path.getFileName());
    } catch (IOException unreadable) {
      problems.add(place, "cannot be read: " + unreadable.getClass().getSimpleName());
    }
    return null;
  }

  private static @Nullable String decoded(byte[] bytes, Place place, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException malformed) {
      String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n');
      problems.add(
          new Place(place.file(), line, column, ""),
          String.format("byte 0x%02x (expected: UTF-8)", bytes[in.position()] & 0xFF),
          "save the file as UTF-8");
      return null;
    }
  }
}
