package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Callers that leave, stall, send too much or wait to be told to go on. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("StringConcatToTextBlock") // a text block would hide the line ends
@Tag("raced")
final class ClientPartingTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private final OutcomeLog log = new OutcomeLog();

  /** An upstream that reads heads, never answers, and counts connections that end. */
  private static RawUpstream silent(CountDownLatch ended) {
    return new RawUpstream(
        (wire, self) -> {
          self.receive(wire);
          if (wire.isClosedByPeer()) {
            ended.countDown();
          }
        });
  }

  @Test
  void aCallerThatLeavesEndsTheUpstreamCallAndItsPassage() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (RawUpstream upstream = silent(ended);
        Gateway gateway = Gateways.start(upstream, log.admittingAll())) {
      try (Wire caller = Wire.to(gateway.port())) {
        caller.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        upstream.next();
      }

      assertThat(log.next()).isEqualTo(new Outcome.ClientGone(true));
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aCallerThatResetsWhileItsBodyIsOnTheWayIsGone() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");

      caller.reset();

      assertThat(log.next()).isInstanceOf(Outcome.ClientGone.class);
      assertThat(upstream.requests()).isZero();
    }
  }

  @Test
  void aCallerThatLeavesBeforeItsAdmissionCostsNothing() throws Exception {
    BlockingQueue<Consumer<Admission>> asked = new LinkedBlockingQueue<>();
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateways.start(upstream, (request, answer) -> asked.add(answer))) {
      Consumer<Admission> answer;
      try (Wire caller = Wire.to(gateway.port())) {
        caller.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        answer = asked.take();
      }
      try (Wire other = Wire.to(gateway.port())) {
        other.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n"); // its turn comes after the parting
        asked.take().accept(new Admission.Answer(429, List.of(), "", new byte[0]));
        other.read();
      }

      answer.accept(log.forward());

      assertThat(log.next()).isEqualTo(new Outcome.ClientGone(false));
      assertThat(upstream.connections()).isZero();
    }
  }

  @Test
  void aSecondAdmissionOfARequestIsNotSent() throws Exception {
    Gatekeeper twice =
        (request, answer) -> {
          answer.accept(log.forward());
          answer.accept(log.forward());
        };
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateways.start(upstream, twice);
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(caller.read().status()).isEqualTo(200);

      assertThat(log.next()).isEqualTo(new Outcome.ClientGone(false));
      assertThat(log.next()).isEqualTo(new Outcome.Answered("GET", 200, 0, 2));
      assertThat(upstream.requests()).isEqualTo(1);
    }
  }

  @Test
  void aHeadThatTricklesIsCutOff() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.clientHead(Duration.ofMillis(300)));
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(caller.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aSilentConnectionIsClosedWithoutAWord() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.clientHead(Duration.ofMillis(200)));
        Wire caller = Wire.to(gateway.port())) {

      assertThat(caller.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aKeptConnectionThatIdlesIsClosed() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateways.start(
                upstream.port(),
                log.admittingAll(),
                s -> s.clientKeepAliveIdle(Duration.ofMillis(200)));
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(caller.read().status()).isEqualTo(200);

      assertThat(caller.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aBodyThatStallsIsRefused() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateways.start(
                upstream.port(),
                log.admittingAll(),
                s -> s.clientBodyIdle(Duration.ofMillis(300)));
        Wire caller = Wire.to(gateway.port())) {
      caller.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(log.next()).isEqualTo(new Outcome.ClientGone(true));
    }
  }

  @Test
  void aChunkedBodyPastTheBoundIsRefusedOnTheWay() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateways.start(upstream.port(), log.admittingAll(), s -> s.bodyBytesMax(6));
        Wire caller = Wire.to(gateway.port())) {
      caller.write(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "4\r\nbody\r\n4\r\nmore\r\n");

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).contains("expected: at most 6");
      assertThat(upstream.requests()).isZero();
    }
  }

  @Test
  void aRefusedBodyPastTheDrainBoundEndsTheConnection() throws Exception {
    Admission.Answer throttled = new Admission.Answer(429, List.of(), "", new byte[0]);
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateways.start(
                upstream.port(),
                (request, answer) -> answer.accept(throttled),
                s -> s.drainBytesMax(8));
        Wire caller = Wire.to(gateway.port())) {
      caller.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n");
      assertThat(caller.read().status()).isEqualTo(429);

      caller.write("far more than eight");

      assertThat(caller.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aCallerThatWaitsForContinueGetsItFromTheUpstream() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  while (!wire.line().isEmpty()) {
                    // up to the end of the head
                  }
                  wire.write("HTTP/1.1 100 Continue\r\n\r\n");
                  assertThat(new String(wire.readBytes(4), StandardCharsets.UTF_8))
                      .isEqualTo("body");
                  wire.write(OK);
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
      assertThat(caller.read().status()).isEqualTo(100);
      caller.write("body");

      Wire.Message answer = caller.read();

      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.has("connection")).isFalse();
      assertThat(log.next()).isEqualTo(new Outcome.Answered("POST", 200, 4, 2));
    }
  }

  @Test
  void aCallerThatWaitsForContinueAndIsRefusedIsNotKept() throws Exception {
    Admission.Answer throttled = new Admission.Answer(429, List.of(), "", new byte[0]);
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateways.start(upstream, (request, answer) -> answer.accept(throttled));
        Wire caller = Wire.to(gateway.port())) {
      caller.write(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(upstream.connections()).isZero();
    }
  }
}
