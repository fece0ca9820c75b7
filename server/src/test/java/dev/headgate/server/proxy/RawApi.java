package dev.headgate.server.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** An upstream that writes bytes as they are; one request to a connection, without a body. */
final class RawApi implements AutoCloseable {
  private final ServerSocket server;
  private final IntFunction<String> responses;
  private final AtomicInteger requests = new AtomicInteger();

  /** The response of each request, the first being 0; {@code ~} is the end of a line. */
  RawApi(IntFunction<String> responses) throws IOException {
    this.responses = responses;
    server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = in.readLine();
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      if (line != null) {
        String response = responses.apply(requests.getAndIncrement()).replace("~", "\r\n");
        socket.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
