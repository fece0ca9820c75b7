package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of a gateway: nobody new, the running finished, the idle closed. */
@ExtendWith(LeakWatch.class)
@Tag("raced")
final class DrainTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private final OutcomeLog log = new OutcomeLog();
  private final BlockingQueue<Wire> running = new LinkedBlockingQueue<>();

  /** Receives a request, and leaves the answer to the test. */
  private RawUpstream held() {
    return new RawUpstream(
        (wire, self) -> {
          self.receive(wire);
          running.add(wire);
          wire.isClosedByPeer();
        });
  }

  @Test
  void aRunningCallIsFinishedAndItsConnectionClosed() throws Exception {
    try (RawUpstream upstream = held();
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire idle = Wire.to(gateway.port());
        Wire caller = Wire.to(gateway.port())) {
      int port = gateway.port();
      caller.write(GET);
      Wire answering = running.take();
      Thread drain = Thread.ofVirtual().start(() -> gateway.close(Duration.ofSeconds(20)));
      assertThat(idle.isClosedByPeer()).isTrue();

      answering.write(OK);

      Wire.Message answer = caller.read();
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(caller.isClosedByPeer()).isTrue();
      drain.join();
      assertThat(log.next()).isEqualTo(new Outcome.Answered("GET", 200, 0, 2));
      Assertions.assertThatThrownBy(() -> Wire.to(port)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCallThatOutlastsTheDrainIsCut() throws Exception {
    try (RawUpstream upstream = held();
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);
      running.take();

      gateway.close(Duration.ofMillis(50));

      assertThat(caller.read().status()).isEqualTo(503);
      assertThat(log.next()).isEqualTo(new Outcome.Cut(true));
    }
  }

  @Test
  void aCallCutWhileItsBodyComesIsTold() throws Exception {
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  wire.line();
                  running.add(wire);
                  wire.readBytes(1 << 20);
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nthe first part");
      running.take();
      Thread drain = Thread.ofVirtual().start(() -> gateway.close(Duration.ofMillis(50)));

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(log.next()).isEqualTo(new Outcome.Cut(true));
      caller.closeOutput();
      drain.join();
    }
  }

  @Test
  void aCallThatIsNotDecidedAtTheEndOfTheDrainIsTold() throws Exception {
    BlockingQueue<Consumer<Admission>> undecided = new LinkedBlockingQueue<>();
    try (RawUpstream upstream = held();
        Gateway gateway = Gateways.start(upstream, (request, answer) -> undecided.add(answer));
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);
      Consumer<Admission> answer = undecided.take();

      gateway.close(Duration.ofMillis(50));

      assertThat(caller.read().status()).isEqualTo(503);
      answer.accept(log.forward());
      assertThat(log.next()).isEqualTo(new Outcome.ClientGone(false));
    }
  }

  @Test
  void aResponseThatOutlastsTheDrainIsBrokenOff() throws Exception {
    try (RawUpstream upstream = held();
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(GET);
      running.take().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
      assertThat(caller.line()).isEqualTo("HTTP/1.1 200 OK");

      gateway.close(Duration.ofMillis(50));

      assertThat(log.next()).isEqualTo(new Outcome.Cut(true));
      assertThat(caller.readBytes(1_000).length).isLessThan(200);
    }
  }

  @Test
  void noMoreClientsThanAllowedAreServed() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateways.start(upstream.port(), log.admittingAll(), s -> s.clientsMax(1));
        Wire first = Wire.to(gateway.port())) {
      first.write(GET);
      assertThat(first.read().status()).isEqualTo(200);

      try (Wire second = Wire.to(gateway.port())) {
        assertThat(second.isClosedByPeer()).isTrue();
      }

      assertThat(first.write(GET).read().status()).isEqualTo(200);
    }
  }
}
