package dev.headgate.server.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One end of a plain HTTP/1.1 connection in a test: writes bytes as given, reads messages. */
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  /** A message as read: nothing joined, nothing hidden. */
  @SuppressWarnings("ArrayRecordComponent") // messages are read, not compared
  public record Message(
      String start, List<String> fieldLines, byte[] body, List<String> trailerLines) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public int status() {
      return Integer.parseInt(start.split(" ")[1]);
    }

    List<String> all(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return fieldLines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    public boolean has(String name) {
      return !all(name).isEmpty();
    }

    public String field(String name) {
      return String.join(", ", all(name));
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** How long a reading waits from now on. */
  public Wire patience(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    return this;
  }

  public static Wire to(int port) throws IOException {
    return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public Wire write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Wire write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Reads one message; the body by its own framing. */
  public Message read() throws IOException {
    return read(false);
  }

  Message read(boolean bodyless) throws IOException {
    String start = line();
    List<String> fields = lines();
    Message head = new Message(start, fields, new byte[0], List.of());
    if (bodyless || isBodyless(start)) {
      return head;
    }
    if (head.field("transfer-encoding").equalsIgnoreCase("chunked")) {
      byte[] body = chunks();
      return new Message(start, fields, body, lines());
    }
    if (head.has("content-length")) {
      int length = Integer.parseInt(head.field("content-length"));
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("inside a body, after " + body.length + " of " + length + " bytes");
      }
      return new Message(start, fields, body, List.of());
    }
    return start.startsWith("HTTP/")
        ? new Message(start, fields, in.readAllBytes(), List.of())
        : head;
  }

  private static boolean isBodyless(String start) {
    return start.matches("HTTP/1.1 (1..|204|304).*");
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("after \"" + line + "\"");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException("inside a chunk");
      }
      body.write(chunk);
      line();
    }
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  byte[] readBytes(int length) throws IOException {
    return in.readNBytes(length);
  }

  /** Waits for the other side to close; true if it did so without a further byte. */
  public boolean isClosedByPeer() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Waits for the first byte of a message; false where the other side ended without one. */
  public boolean hasMore() throws IOException {
    in.mark(1);
    try {
      if (in.read() < 0) {
        return false;
      }
    } catch (SocketException ended) {
      return false;
    }
    in.reset();
    return true;
  }

  void closeOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes with a reset instead of an orderly end. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
