package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.server.house.FreePorts;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that are not there, break off, are silent or do not speak the protocol. */
@ExtendWith(LeakWatch.class)
@Tag("raced")
final class UpstreamTroubleTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private final OutcomeLog log = new OutcomeLog();

  @Test
  void anUpstreamThatRefusesIsABadGatewayAndNothingWasSent() throws Exception {
    int port = FreePorts.one();
    try (Gateway gateway = Gateways.start(port, log.admittingAll(), s -> s);
        Wire caller = Wire.to(gateway.port())) {

      for (int i = 0; i < 2; i++) {
        caller.write(GET);
        assertThat(caller.read().status()).isEqualTo(502);
        assertThat(log.next()).isEqualTo(new Outcome.NotSent());
      }
    }
  }

  @Test
  void aNameIsLookedUp() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateway.start(
                System::currentTimeMillis,
                GatewaySettings.builder("localhost", upstream.port()).eventLoops(1).build(),
                log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);

      assertThat(caller.read().text()).isEqualTo("ok");
    }
  }

  @Test
  void anUpstreamThatSaysNothingInTimeIsAGatewayTimeout() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.isClosedByPeer();
                });
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.responseHead(Duration.ofMillis(300)));
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);

      assertThat(caller.read().status()).isEqualTo(504);
      assertThat(log.next()).isEqualTo(new Outcome.UpstreamTimedOut());
    }
  }

  @Test
  void aBodyThatStopsInTimeoutIsBrokenOff() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                  wire.isClosedByPeer();
                });
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.responseIdle(Duration.ofMillis(300)));
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);

      assertThatThrownBy(caller::read).hasMessage("inside a body, after 4 of 10 bytes");
      assertThat(log.next()).isEqualTo(new Outcome.UpstreamTimedOut());
    }
  }

  @Test
  void aChunkedBodyThatBreaksOffIsSeenToBreakOff() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);

      assertThatThrownBy(caller::read).isInstanceOf(EOFException.class);
      assertThat(log.next()).isEqualTo(new Outcome.UpstreamFailed());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbodyx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        ""
      })
  void anAnswerThatIsNoHttpIsABadGateway(String answer) throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.write(answer);
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);

      assertThat(caller.read().status()).isEqualTo(502);
      assertThat(log.next()).isEqualTo(new Outcome.UpstreamFailed());
    }
  }

  /** Answers the first request of each connection and closes at the second. */
  private static RawUpstream closingAtTheSecond() {
    return new RawUpstream(
        (wire, self) -> {
          self.receive(wire);
          wire.write(OK);
          self.receive(wire);
        });
  }

  @Test
  void aKeptConnectionThatClosesUnderAGetIsTriedOnceMore() throws Exception {
    try (RawUpstream upstream = closingAtTheSecond();
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {

      for (int i = 0; i < 2; i++) {
        caller.write(GET);
        assertThat(caller.read().text()).isEqualTo("ok");
        assertThat(log.next()).isEqualTo(new Outcome.Answered("GET", 200, 0, 2));
      }

      assertThat(upstream.requests()).isEqualTo(3);
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
      })
  void whatMayNotBeDoneTwiceIsNotSentAgain(String request) throws Exception {
    try (RawUpstream upstream = closingAtTheSecond();
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);
      assertThat(caller.read().text()).isEqualTo("ok");

      caller.write(request);

      assertThat(caller.read().status()).isEqualTo(502);
      assertThat(upstream.requests()).isEqualTo(2);
    }
  }

  @Test
  void aKeptConnectionThatTalksOutOfTurnIsNotUsedAgain() throws Exception {
    AtomicInteger served = new AtomicInteger();
    CountDownLatch dropped = new CountDownLatch(1);
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  boolean first = served.getAndIncrement() == 0;
                  wire.write(first ? OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil" : OK);
                  if (wire.isClosedByPeer()) {
                    dropped.countDown();
                  }
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);
      assertThat(caller.read().text()).isEqualTo("ok");
      assertThat(dropped.await(20, TimeUnit.SECONDS)).isTrue();

      caller.write(GET);

      assertThat(caller.read().text()).isEqualTo("ok");
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void anEarlyAnswerReachesACallerThatStillSends() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  while (!wire.line().isEmpty()) {
                    // up to the end of the head
                  }
                  wire.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
                  wire.isClosedByPeer();
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      for (int i = 0; i < 2; i++) {
        caller.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf");
        assertThat(caller.read().text()).isEqualTo("no");
        caller.write("rest");
      }

      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void aPassageCanBeCutWhileItRuns() throws Exception {
    BlockingQueue<Runnable> cuts = new LinkedBlockingQueue<>();
    CountDownLatch renewed = new CountDownLatch(2);
    OutcomeLog ends = new OutcomeLog();
    Passage cuttable =
        new Passage() {
          @Override
          public void ended(Outcome outcome) {
            ends.forward().passage().ended(outcome);
          }

          @Override
          public void renew() {
            renewed.countDown();
          }

          @Override
          public void onCut(Runnable means) {
            cuts.add(means);
          }
        };
    Admission forward = new Admission.Forward(List.of(), List.of(), List.of(), cuttable);
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.isClosedByPeer();
                });
        Gateway gateway = Gateways.start(upstream, (request, answer) -> answer.accept(forward));
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);
      upstream.next();
      assertThat(renewed.await(20, TimeUnit.SECONDS)).isTrue();

      cuts.take().run();

      assertThat(caller.read().status()).isEqualTo(503);
      assertThat(ends.next()).isEqualTo(new Outcome.Cut(true));
    }
  }

  @Test
  void noMoreConnectionsThanAllowedAreOpened() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.isClosedByPeer();
                });
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.upstreamsIdleMax(1).upstreamsMax(1));
        Wire first = Wire.to(gateway.port());
        Wire second = Wire.to(gateway.port())) {
      first.write(GET);
      upstream.next();

      second.write(GET);

      assertThat(second.read().status()).isEqualTo(503);
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }
}
