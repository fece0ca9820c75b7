package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Http2Wire.Frame;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 with prior knowledge, frame by frame. */
@ExtendWith(LeakWatch.class)
final class Http2Test {
  private static final String OK =
      "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok";
  private final OutcomeLog log = new OutcomeLog();

  @Test
  void streamsOfOneConnectionAreAnswered() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    Gatekeeper noting =
        (request, answer) -> {
          asked.add(request.version() + " " + request.method() + " " + request.host());
          answer.accept(log.forward(new Field("RateLimit", "\"a\";r=1")));
        };
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateways.start(upstream, noting);
        Http2Wire caller = new Http2Wire(gateway.port())) {

      for (int stream = 1; stream < 20; stream += 2) {
        caller.get(stream);
        Frame head = caller.read();
        Http2Headers fields = caller.headers(head);
        assertThat(fields.status().toString()).isEqualTo("200");
        assertThat(fields.get("ratelimit").toString()).isEqualTo("\"a\";r=1");
        assertThat(fields.contains("connection")).isFalse();
        Frame body = caller.read();
        assertThat(new String(body.payload(), StandardCharsets.UTF_8)).isEqualTo("ok");
        assertThat(body.endsStream()).isTrue();
      }

      assertThat(asked.take()).isEqualTo("HTTP/2 GET api.test");
      Wire.Message seen = upstream.next();
      assertThat(seen.start()).isEqualTo("GET /x HTTP/1.1");
      assertThat(seen.all("host")).containsExactly("api.test");
      assertThat(seen.fieldLines()).noneMatch(line -> line.startsWith("x-http2"));
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void aBodyWithoutLengthGoesOnInChunksWithItsTrailers() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Http2Wire caller = new Http2Wire(gateway.port())) {
      caller.request(
          1, false, ":method", "POST", ":scheme", "http", ":path", "/x", ":authority", "a");
      caller.write(Http2Wire.DATA, 0, 1, "body".getBytes(StandardCharsets.UTF_8));
      caller.request(1, true, "x-sum", "7");

      assertThat(caller.headers(caller.read()).status().toString()).isEqualTo("200");

      Wire.Message seen = upstream.next();
      assertThat(seen.field("transfer-encoding")).isEqualTo("chunked");
      assertThat(seen.text()).isEqualTo("body");
      assertThat(seen.trailerLines()).containsExactly("x-sum: 7");
    }
  }

  static Stream<Arguments> forbidden() {
    return Stream.of(
        Arguments.of("connection", new String[] {"connection", "close"}),
        Arguments.of("transfer-encoding", new String[] {"transfer-encoding", "chunked"}),
        Arguments.of("keep-alive", new String[] {"keep-alive", "5"}),
        Arguments.of("upgrade", new String[] {"upgrade", "websocket"}),
        Arguments.of("te other than trailers", new String[] {"te", "gzip"}),
        Arguments.of("upper case", new String[] {"X-A", "b"}),
        Arguments.of("a line break in a value", new String[] {"x-a", "b\r\nx-c: d"}),
        Arguments.of("a line feed in a value", new String[] {"x-a", "b\nx-c: d"}),
        Arguments.of("a zero byte in a value", new String[] {"x-a", "b\0"}),
        Arguments.of("a line break in a name", new String[] {"x-a\r\nx-c", "d"}),
        Arguments.of("a colon in a name", new String[] {"x:a", "b"}),
        Arguments.of("a space in a name", new String[] {"x a", "b"}),
        Arguments.of("an empty name", new String[] {"", "b"}),
        Arguments.of("a pseudo field at the end", new String[] {"x-a", "b", ":path", "/y"}),
        Arguments.of("a second path", new String[] {":path", "/y"}),
        Arguments.of("a second method", new String[] {":method", "PUT"}),
        Arguments.of("an unknown pseudo field", new String[] {":x", "y"}),
        Arguments.of("a response's pseudo field", new String[] {":status", "200"}),
        Arguments.of("another host", new String[] {"host", "b"}),
        Arguments.of("a length without a body", new String[] {"content-length", "5"}),
        Arguments.of("two lengths", new String[] {"content-length", "0", "content-length", "1"}),
        Arguments.of("a signed length", new String[] {"content-length", "+0"}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forbidden")
  void aForbiddenFieldEndsTheStream(String name, String[] fields) throws Exception {
    String[] all =
        Stream.concat(
                Stream.of(
                    ":method", "GET", ":scheme", "http", ":path", "/x", ":authority", "api.test"),
                Stream.of(fields))
            .toArray(String[]::new);

    assertRefused(all);
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of("no path", "GET", null, "a"),
        Arguments.of("an empty path", "GET", "", "a"),
        Arguments.of("a path without slash", "GET", "x", "a"),
        Arguments.of("a path with a space", "GET", "/x HTTP/1.1", "a"),
        Arguments.of("a path with a line break", "GET", "/x HTTP/1.1\r\nHost: b\r\n\r\n", "a"),
        Arguments.of("a method with a line break", "GET / HTTP/1.1\r\nX: y\r\n\r\n", "/", "a"),
        Arguments.of("a method with a space", "GET /y", "/x", "a"),
        Arguments.of("no authority", "GET", "/x", null),
        Arguments.of("an authority with a user", "GET", "/x", "u@a"),
        Arguments.of("an authority with a line break", "GET", "/x", "a\r\nX: y"),
        Arguments.of("CONNECT", "CONNECT", "/x", "a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void aHeadThatIsNoneEndsTheStream(String name, String method, String path, String authority)
      throws Exception {
    Stream.Builder<String> all = Stream.builder();
    all.add(":method").add(method).add(":scheme").add("http");
    if (path != null) {
      all.add(":path").add(path);
    }
    if (authority != null) {
      all.add(":authority").add(authority);
    }

    assertRefused(all.build().toArray(String[]::new));
  }

  private void assertRefused(String... fields) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Http2Wire caller = new Http2Wire(gateway.port())) {
      caller.request(1, true, fields);

      Frame answer = caller.read();

      if (answer.type() == Http2Wire.HEADERS) {
        assertThat(caller.headers(answer).status().toString()).matches("4..|501");
      } else {
        assertThat(answer.type()).isIn(Http2Wire.RESET, Http2Wire.GOAWAY);
      }
      assertThat(upstream.connections()).isZero();
      assertThat(log.isEmpty()).isTrue();
    }
  }

  @Test
  void aResetStreamEndsItsPassage() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.isClosedByPeer();
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Http2Wire caller = new Http2Wire(gateway.port())) {
      caller.get(1);
      upstream.next();

      caller.write(Http2Wire.RESET, 0, 1, new byte[] {0, 0, 0, 8});

      assertThat(log.next()).isEqualTo(new Outcome.ClientGone(true));
    }
  }

  @Test
  void aDrainSendsGoawayAndLetsTheStreamFinish() throws Exception {
    BlockingQueue<Wire> waiting = new LinkedBlockingQueue<>();
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  waiting.add(wire);
                  wire.isClosedByPeer();
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Http2Wire caller = new Http2Wire(gateway.port())) {
      caller.get(1);
      Wire running = waiting.take();
      Thread drain = Thread.ofVirtual().start(() -> gateway.close(Duration.ofSeconds(20)));

      assertThat(caller.read().type()).isEqualTo(Http2Wire.GOAWAY);
      running.write(OK);

      assertThat(caller.headers(caller.read()).status().toString()).isEqualTo("200");
      assertThat(caller.read().endsStream()).isTrue();
      assertThat(caller.isClosedByPeer()).isTrue();
      drain.join();
      assertThat(log.next()).isEqualTo(new Outcome.Answered("GET", 200, 0, 2));
    }
  }

  @Test
  void streamsThatOutlastTheDrainAreCutAndTold() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.isClosedByPeer();
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Http2Wire caller = new Http2Wire(gateway.port())) {
      caller.get(1);
      caller.get(3);
      upstream.next();
      upstream.next();

      gateway.close(Duration.ofMillis(50));

      assertThat(caller.read().type()).isEqualTo(Http2Wire.GOAWAY);
      assertThat(answersUntilTheEnd(caller)).containsExactly("503", "503");
      assertThat(log.next()).isEqualTo(new Outcome.Cut(true));
      assertThat(log.next()).isEqualTo(new Outcome.Cut(true));
    }
  }

  @Test
  void aStreamCutWhileItsBodyComesKeepsItsAnswer() throws Exception {
    BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  begun.add(wire.line());
                  wire.readBytes(1 << 20);
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Http2Wire caller = new Http2Wire(gateway.port())) {
      caller.request(
          1, false, ":method", "POST", ":scheme", "http", ":path", "/x", ":authority", "a");
      begun.take();

      gateway.close(Duration.ofMillis(50));

      assertThat(caller.read().type()).isEqualTo(Http2Wire.GOAWAY);
      assertThat(caller.headers(caller.read()).status().toString()).isEqualTo("503");
      assertThat(caller.read().endsStream()).isTrue();
      Frame reset = caller.read();
      assertThat(reset.type()).isEqualTo(Http2Wire.RESET);
      assertThat(reset.payload()).as("NO_ERROR").containsOnly(0);
      assertThat(log.next()).isEqualTo(new Outcome.Cut(true));
    }
  }

  private static List<String> answersUntilTheEnd(Http2Wire caller) throws Exception {
    List<String> statuses = new ArrayList<>();
    for (int ended = 0; ended < 2; ) {
      Frame frame = caller.read();
      if (frame.type() == Http2Wire.HEADERS) {
        statuses.add(caller.headers(frame).status().toString());
      }
      ended += frame.endsStream() ? 1 : 0;
    }
    assertThat(caller.isClosedByPeer()).isTrue();
    return statuses;
  }
}
