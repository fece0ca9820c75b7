package dev.headgate.testkit.serving;

import dev.headgate.testkit.provider.Asked;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads requests of HTTP/1.1 from one connection (RFC 9112). For one thread. */
final class RequestReader {
  /** The longest line, in bytes. */
  static final int LINE_MAX = 64 << 10;

  /** The most field lines of a request. */
  static final int FIELDS_MAX = 200;

  private final InputStream in;
  private final String origin;

  /** Reads from a stream that is buffered; {@code origin} is where the connection leads. */
  RequestReader(InputStream in, String origin) {
    this.in = in;
    this.origin = origin;
  }

  /**
   * The next request; null at the end of the connection.
   *
   * @throws ProtocolException if it is none
   */
  @Nullable Asked next() throws IOException {
    String start = line();
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("request line (expected: METHOD TARGET HTTP/1.1)");
    }
    Map<String, String> fields = fields();
    return new Asked(parts[0], target(parts[1]), origin, fields, body(fields));
  }

  /** A target without scheme and host, as proxies write it. */
  private static String target(String written) {
    int scheme = written.indexOf("://");
    int path = scheme > 0 ? written.indexOf('/', scheme + 3) : 0;
    return path < 0 ? "/" : written.substring(path);
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new TreeMap<>();
    int lines = 0;
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || ++lines > FIELDS_MAX) {
        throw new ProtocolException("field line (expected: NAME: VALUE, at most " + FIELDS_MAX);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.merge(name, line.substring(colon + 1).strip(), (one, other) -> one + ", " + other);
    }
    return fields;
  }

  private String body(Map<String, String> fields) throws IOException {
    boolean chunked =
        fields.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
    byte[] body = chunked ? chunks() : exactly(length(fields.getOrDefault("content-length", "0")));
    return new String(body, StandardCharsets.UTF_8);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size == null) {
        throw new EOFException("chunk");
      }
      int length = Integer.parseInt(size.split(";")[0].strip(), 16);
      if (body.size() + length > Asked.BODY_MAX) {
        throw tooLong(body.size() + (long) length);
      }
      body.writeBytes(exactly(length));
      if (length == 0) {
        fields();
        return body.toByteArray();
      }
      line();
    }
  }

  private static int length(String text) throws ProtocolException {
    long length = Long.parseLong(text);
    if (length < 0 || length > Asked.BODY_MAX) {
      throw tooLong(length);
    }
    return (int) length;
  }

  private static ProtocolException tooLong(long length) {
    return new ProtocolException(
        "body: " + length + " bytes (expected: <= " + Asked.BODY_MAX + ")");
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("body");
    }
    return bytes;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() >= LINE_MAX) {
        throw new ProtocolException("line (expected: <= " + LINE_MAX + " bytes)");
      }
      line.write(next);
    }
    return null;
  }
}
