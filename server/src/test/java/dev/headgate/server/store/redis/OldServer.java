package dev.headgate.server.store.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Speaks as much of RESP (the protocol of Redis, version 2) as a client needs to hear which version
 * it has met, and remembers what it was asked.
 */
final class OldServer implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final String version;
  private final boolean knowsHello;
  private final List<String> asked = new ArrayList<>();

  OldServer(String version, boolean knowsHello) throws IOException {
    this.version = version;
    this.knowsHello = knowsHello;
    Thread.ofPlatform().daemon().start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The commands that came. */
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
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (List<String> words = read(in); !words.isEmpty(); words = read(in)) {
          socket.getOutputStream().write(answer(words).getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException over) {
        // The next connection comes, or none.
      }
    }
  }

  private synchronized String answer(List<String> words) {
    asked.add(words.getFirst());
    return switch (words.getFirst()) {
      case "HELLO" ->
          knowsHello
              ? "%2\r\n+version\r\n+" + version + "\r\n+proto\r\n:3\r\n"
              : "-ERR unknown command `HELLO`, with args beginning with: `3`,\r\n";
      case "PING" -> "+PONG\r\n";
      case "INFO" -> bulk("# Server\r\nredis_version:" + version + "\r\nredis_mode:standalone\r\n");
      default -> "-ERR unknown subcommand or wrong number of arguments\r\n";
    };
  }

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  /** The words of a command: an array of bulk strings; none at the end. */
  private static List<String> read(InputStream in) throws IOException {
    String head = line(in);
    List<String> words = new ArrayList<>();
    int count = head.startsWith("*") ? Integer.parseInt(head.substring(1)) : 0;
    for (int i = 0; i < count; i++) {
      int length = Integer.parseInt(line(in).substring(1));
      words.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
      line(in);
    }
    return words;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
