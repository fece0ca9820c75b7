package dev.headgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("raced")
class ConnectionTest {
  private static final int READ_MILLIS = 20_000;
  private static final String HEAD =
      "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "X-Api-Key: "
          + ApiFixture.KEY
          + "\r\n";
  private static final String CALL = ApiFixture.call("tenant-a", "app-1");

  @Test
  void aBodyThatComesTooSlowlyIs408() throws Exception {
    ApiSettings settings = ApiSettings.USUAL.with(new ApiSettings.Waits(60_000, 200, 5_000, 1_000));
    try (ApiFixture fixture = fixture(settings);
        Socket socket = connect(fixture)) {
      write(socket, HEAD + "Content-Length: 100\r\n\r\n{");

      assertThat(read(socket)).startsWith("HTTP/1.1 408").contains("body-too-slow");
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    ApiSettings settings = ApiSettings.USUAL.with(new ApiSettings.Waits(200, 10_000, 5_000, 1_000));
    try (ApiFixture fixture = fixture(settings);
        Socket socket = connect(fixture)) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAndTheOthersGoOn() throws Exception {
    ApiSettings settings = ApiSettings.USUAL.with(new ApiSettings.Bounds(262_144, 16_384, 3, 100));
    try (ApiFixture fixture = fixture(settings)) {
      fixture.client.close();
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sockets.add(connect(fixture));
      }
      int served = 0;
      for (Socket socket : sockets) {
        served += tries(socket) ? 1 : 0;
      }

      assertThat(served).isBetween(1, 3);
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void requestsOfOneConnectionAreAnsweredInTheirOrder() throws Exception {
    try (ApiFixture fixture = fixture(ApiSettings.USUAL);
        Socket socket = connect(fixture)) {
      String post = HEAD + "Content-Length: " + CALL.length() + "\r\n\r\n" + CALL;
      String last = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      write(socket, post + post + last);

      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answers.indexOf("\"remaining\":4")).isPositive();
      assertThat(answers.indexOf("\"remaining\":3"))
          .isGreaterThan(answers.indexOf("\"remaining\":4"));
      assertThat(answers).endsWith("{\"status\":\"up\"}");
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOnOrRefused() throws Exception {
    try (ApiFixture fixture = fixture(ApiSettings.USUAL);
        Socket small = connect(fixture);
        Socket large = connect(fixture)) {
      write(small, HEAD + "Expect: 100-continue\r\nContent-Length: " + CALL.length() + "\r\n\r\n");
      write(large, HEAD + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");

      assertThat(read(small)).startsWith("HTTP/1.1 100");
      write(small, CALL);
      assertThat(read(small)).startsWith("HTTP/1.1 200");
      assertThat(read(large)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aRequestThatRunsWhileTheServerClosesIsAnswered() throws Exception {
    try (ApiFixture fixture = fixture(ApiSettings.USUAL);
        Socket socket = connect(fixture)) {
      write(socket, HEAD + "Content-Length: " + CALL.length() + "\r\n\r\n" + CALL.charAt(0));
      fixture.awaitRequests(1);
      Thread closing = Thread.ofVirtual().start(fixture.api::close);
      fixture.awaitNotReady();
      write(socket, CALL.substring(1));

      assertThat(read(socket)).startsWith("HTTP/1.1 200");
      closing.join();
    }
  }

  private static ApiFixture fixture(ApiSettings settings) {
    return new ApiFixture(settings, ApiFixture.usualAccess().build());
  }

  private static Socket connect(ApiFixture fixture) throws IOException {
    Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), fixture.api.port());
    socket.setSoTimeout(READ_MILLIS);
    return socket;
  }

  private static boolean tries(Socket socket) {
    try {
      write(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return read(socket).startsWith("HTTP/1.1 200");
    } catch (IOException closed) {
      return false;
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[8_192];
    int count = in.read(bytes);
    return count < 0 ? "" : new String(bytes, 0, count, StandardCharsets.UTF_8);
  }
}
