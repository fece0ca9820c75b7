package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What passes through, what is changed on the way, and what the passage hears. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("StringConcatToTextBlock") // a text block would hide the line ends
final class ForwardingTest {
  private final OutcomeLog log = new OutcomeLog();

  @Test
  void aRequestReachesTheUpstreamAndItsAnswerTheCaller() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello");
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET /issues/7?x=%2F HTTP/1.1\r\nHost: api.test\r\nX-C: d\r\n\r\n");

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("hello");
      assertThat(answer.field("X-A")).isEqualTo("b");
      Wire.Message seen = upstream.next();
      assertThat(seen.start()).isEqualTo("GET /issues/7?x=%2F HTTP/1.1");
      assertThat(seen.field("X-C")).isEqualTo("d");
      assertThat(log.next()).isEqualTo(new Outcome.Answered("GET", 200, 0, 5));
    }
  }

  @Test
  void aKeptConnectionServesManyRequestsOverOneUpstreamConnection() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {

      for (int i = 0; i < 50; i++) {
        caller.write("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(caller.read().text()).isEqualTo("ok");
      }

      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  while (true) {
                    String path = self.receive(wire).start().split(" ")[1];
                    wire.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(path.length(), path));
                  }
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        all.append("GET /%d HTTP/1.1\r\nHost: a\r\n\r\n".formatted(i));
      }

      caller.write(all.toString());

      for (int i = 0; i < 100; i++) {
        assertThat(caller.read().text()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void aRefusalKeepsTheConnectionAndSendsNothingUpstream() throws Exception {
    Gatekeeper refusing =
        (request, answer) ->
            answer.accept(
                new Admission.Answer(
                    429,
                    List.of(new Field("Retry-After", "1")),
                    "application/problem+json",
                    "{}".getBytes(StandardCharsets.UTF_8)));
    try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 200 OK\r\n\r\n");
        Gateway gateway = Gateways.start(upstream, refusing);
        Wire caller = Wire.to(gateway.port())) {

      for (int i = 0; i < 3; i++) {
        caller.write("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
        Wire.Message answer = caller.read();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.field("Retry-After")).isEqualTo("1");
      }

      assertThat(upstream.connections()).isZero();
    }
  }

  @Test
  void anAdmissionMayComeLaterFromAnotherThread() throws Exception {
    Gatekeeper later =
        (request, answer) ->
            Thread.ofVirtual().start(() -> answer.accept(log.forward(new Field("X-R", "1"))));
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Gateway gateway = Gateways.start(upstream, later);
        Wire caller = Wire.to(gateway.port())) {
      caller.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

      Wire.Message answer = caller.read();

      assertThat(answer.field("X-R")).isEqualTo("1");
      assertThat(upstream.next().text()).isEqualTo("body");
    }
  }

  @Test
  void fieldsOfOneHopStayOnTheirHop() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: timeout=5\r\n"
                    + "Connection: keep-alive, X-Up\r\nX-Up: 1\r\nX-Kept: 2\r\n\r\n");
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Down, keep-alive\r\nX-Down: 1\r\n"
              + "Keep-Alive: 5\r\nProxy-Connection: x\r\nProxy-Authorization: Basic x\r\n"
              + "TE: gzip\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\nX-Kept: 2\r\n\r\n");

      Wire.Message answer = caller.read();
      Wire.Message seen = upstream.next();

      assertThat(answer.field("X-Kept")).isEqualTo("2");
      assertThat(answer.fieldLines()).noneMatch(line -> line.matches("(?i)(x-up|keep-al|conn).*"));
      assertThat(seen.field("X-Kept")).isEqualTo("2");
      assertThat(seen.fieldLines())
          .noneMatch(line -> line.matches("(?i)(x-down|keep-al|conn|proxy|te:|upg|http2).*"));
    }
  }

  @Test
  void trailersPassBothWays() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n");
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(
          "POST / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "4;x=y\r\nbody\r\n0\r\nX-Check: 9\r\n\r\n");

      Wire.Message answer = caller.read();
      Wire.Message seen = upstream.next();

      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.trailerLines()).containsExactly("X-Sum: 7");
      assertThat(seen.text()).isEqualTo("body");
      assertThat(seen.trailerLines()).containsExactly("X-Check: 9");
      assertThat(seen.field("te")).isEqualTo("trailers");
      assertThat(log.next()).isEqualTo(new Outcome.Answered("POST", 200, 4, 2));
    }
  }

  @Test
  void responsesWithoutBodyLeaveTheConnectionUsable() throws Exception {
    List<String> answers =
        List.of(
            "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  for (int i = 0; ; i++) {
                    self.receive(wire);
                    wire.write(answers.get(i % 3));
                  }
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {

      for (int i = 0; i < 6; i++) {
        caller.write((i % 3 == 2 ? "HEAD" : "GET") + " / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(caller.read(true).status()).isEqualTo(List.of(204, 304, 200).get(i % 3));
      }

      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatEndsWithItsConnectionReachesTheCallerInChunks() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.write("HTTP/1.0 200 OK\r\n\r\nhello");
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      Wire.Message answer = caller.read();

      assertThat(answer.start()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(answer.field("transfer-encoding")).isEqualTo("chunked");
      assertThat(answer.text()).isEqualTo("hello");
    }
  }

  @Test
  void anOldCallerGetsNoChunks() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

      Wire.Message answer = caller.read();

      assertThat(answer.has("transfer-encoding")).isFalse();
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(upstream.next().field("host")).isEqualTo("127.0.0.1:" + upstream.port());
    }
  }

  @Test
  void anOldCallerThatAsksForItKeepsItsConnection() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {

      for (int i = 0; i < 2; i++) {
        caller.write("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(caller.read().field("connection")).isEqualTo("keep-alive");
      }

      caller.write("GET / HTTP/1.0\r\n\r\n");
      assertThat(caller.read().field("connection")).isEqualTo("close");
      assertThat(caller.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void thePathIsHandedOnAsItWasSent() throws Exception {
    BlockingQueue<String> targets = new LinkedBlockingQueue<>();
    Gatekeeper noting =
        (request, answer) -> {
          targets.add(request.target() + " " + request.path() + " " + request.host());
          answer.accept(log.forward());
        };
    String target = "/a%2Fb/../%2e%2E//c;d=1/%00?q=%3f/../";
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Gateway gateway = Gateways.start(upstream, noting);
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      caller.read();
      caller.write("GET http://b:81/x?y HTTP/1.1\r\nHost: a\r\n\r\n");
      caller.read();

      assertThat(upstream.next().start()).isEqualTo("GET " + target + " HTTP/1.1");
      Wire.Message absolute = upstream.next();
      assertThat(absolute.start()).isEqualTo("GET /x?y HTTP/1.1");
      assertThat(absolute.all("host")).containsExactly("b:81");
      assertThat(targets.take()).isEqualTo(target + " /a%2Fb/../%2e%2E//c;d=1/%00 a");
      assertThat(targets.take()).isEqualTo("http://b:81/x?y /x b:81");
    }
  }

  @Test
  void theGatekeeperEditsFieldsBothWays() throws Exception {
    Admission edits =
        new Admission.Forward(
            List.of(new Field("RateLimit", "a"), new Field("RateLimit", "b")),
            List.of("Authorization"),
            List.of(new Field("X-Caller", "tenant-a")),
            Passage.UNWATCHED);
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nRateLimit: upstream\r\n\r\n");
        Gateway gateway = Gateways.start(upstream, (request, answer) -> answer.accept(edits));
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: secret\r\n\r\n");

      Wire.Message answer = caller.read();
      Wire.Message seen = upstream.next();

      assertThat(answer.all("ratelimit")).containsExactly("a", "b");
      assertThat(seen.has("authorization")).isFalse();
      assertThat(seen.field("x-caller")).isEqualTo("tenant-a");
    }
  }

  @Test
  void aFieldThatWouldInjectAnotherIsNeverWritten() throws Exception {
    Field injecting = new Field("X-A", "b\r\nX-C: d");
    Admission forward =
        new Admission.Forward(List.of(), List.of(), List.of(injecting), Passage.UNWATCHED);
    Admission answer = new Admission.Answer(200, List.of(injecting), "", new byte[0]);
    for (Admission admission : List.of(forward, answer, log.forward(injecting))) {
      try (RawUpstream upstream =
              RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          Gateway gateway = Gateways.start(upstream, (request, door) -> door.accept(admission));
          Wire caller = Wire.to(gateway.port())) {
        caller.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Wire.Message seen = caller.read();

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.has("X-C")).isFalse();
      }
    }
  }
}
