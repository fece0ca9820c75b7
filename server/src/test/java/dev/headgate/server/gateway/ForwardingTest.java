package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What passes through, what is changed on the way, and what the passage hears. */
@ExtendWith(LeakWatch.class)
final class ForwardingTest {
  private final OutcomeLog log = new OutcomeLog();

  private static Gateway gateway(RawUpstream upstream, Gatekeeper gatekeeper) {
    return Gateway.start(
        Clock::micros,
        GatewaySettings.builder("127.0.0.1", upstream.port()).eventLoops(1).build(),
        gatekeeper);
  }

  @Test
  void aRequestReachesTheUpstreamAndItsAnswerTheCaller() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello");
        Gateway gateway = gateway(upstream, log.admittingAll());
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
        Gateway gateway = gateway(upstream, log.admittingAll());
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
        Gateway gateway = gateway(upstream, log.admittingAll());
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
                    "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 200 OK\r\n\r\n");
        Gateway gateway = gateway(upstream, refusing);
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
        Gateway gateway = gateway(upstream, later);
        Wire caller = Wire.to(gateway.port())) {
      caller.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

      Wire.Message answer = caller.read();

      assertThat(answer.field("X-R")).isEqualTo("1");
      assertThat(upstream.next().text()).isEqualTo("body");
    }
  }

  /** Microseconds for tests. */
  static final class Clock {
    private Clock() {}

    static long micros() {
      return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }
  }
}
