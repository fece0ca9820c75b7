package dev.headgate.server.records.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Speaks as much of PostgreSQL's protocol as a driver needs to hear which version it has met
 * (chapter "Frontend/Backend Protocol" of the manual), and remembers what it was asked to do.
 */
final class OldServer implements AutoCloseable {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  private final ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final String version;
  private final List<String> asked = new ArrayList<>();

  OldServer(String version) throws IOException {
    this.version = version;
    Thread.ofPlatform().daemon().start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The statements that came. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        talk(new DataInputStream(socket.getInputStream()), socket);
      } catch (IOException over) {
        // The next connection comes, or none.
      }
    }
  }

  private void talk(DataInputStream in, Socket socket) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    int kind = startup(in);
    while (kind == SSL_REQUEST || kind == GSS_REQUEST) {
      out.write('N');
      kind = startup(in);
    }
    message(out, 'R', new byte[4]);
    parameter(out, "server_version", version);
    parameter(out, "server_encoding", "UTF8");
    parameter(out, "client_encoding", "UTF8");
    parameter(out, "standard_conforming_strings", "on");
    parameter(out, "integer_datetimes", "on");
    parameter(out, "DateStyle", "ISO, MDY");
    parameter(out, "TimeZone", "UTC");
    message(out, 'Z', new byte[] {'I'});
    while (true) {
      int type = in.readUnsignedByte();
      byte[] body = in.readNBytes(in.readInt() - 4);
      answer(out, type, body);
    }
  }

  private void answer(DataOutputStream out, int type, byte[] body) throws IOException {
    switch (type) {
      case 'P' -> {
        note(new String(body, StandardCharsets.UTF_8));
        message(out, '1', new byte[0]);
      }
      case 'B' -> message(out, '2', new byte[0]);
      case 'D' -> message(out, 'n', new byte[0]);
      case 'E' -> message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
      case 'S' -> message(out, 'Z', new byte[] {'I'});
      case 'Q' -> {
        note(new String(body, StandardCharsets.UTF_8));
        message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
        message(out, 'Z', new byte[] {'I'});
      }
      default -> throw new IOException("over: " + (char) type);
    }
  }

  private synchronized void note(String statement) {
    asked.add(statement.replace('\0', ' ').strip());
  }

  private static int startup(DataInputStream in) throws IOException {
    int length = in.readInt();
    int kind = in.readInt();
    in.readNBytes(length - 8);
    return kind;
  }

  private static void parameter(DataOutputStream out, String name, String value)
      throws IOException {
    message(out, 'S', (name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private static void message(DataOutputStream out, char type, byte[] body) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    DataOutputStream parts = new DataOutputStream(whole);
    parts.write(type);
    parts.writeInt(body.length + 4);
    parts.write(body);
    out.write(whole.toByteArray());
  }
}
