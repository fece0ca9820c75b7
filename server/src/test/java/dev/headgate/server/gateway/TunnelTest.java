package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Upgraded connections. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("StringConcatToTextBlock") // a text block would hide the line ends
@Tag("raced")
final class TunnelTest {
  private static final String UPGRADE =
      "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n";
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Accept: y\r\n\r\n";
  private final OutcomeLog log = new OutcomeLog();

  /** Switches, says hello in the same breath, then repeats what it hears, until "bye". */
  private static RawUpstream echo() {
    return new RawUpstream(
        (wire, self) -> {
          self.receive(wire);
          wire.write(SWITCHING + "hello");
          String heard = "";
          while (!heard.equals("bye!")) {
            heard = text(wire, 4);
            wire.write(heard);
          }
        });
  }

  private static String text(Wire wire, int length) throws Exception {
    byte[] bytes = wire.readBytes(length);
    if (bytes.length < length) {
      throw new EOFException("after " + bytes.length + " of " + length + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void bytesPassBothWaysAfterAnUpgrade() throws Exception {
    try (RawUpstream upstream = echo();
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(UPGRADE);

      Wire.Message switched = caller.read();

      assertThat(switched.status()).isEqualTo(101);
      assertThat(switched.field("upgrade")).isEqualTo("websocket");
      assertThat(switched.field("sec-websocket-accept")).isEqualTo("y");
      assertThat(text(caller, 5)).isEqualTo("hello");
      assertThat(text(caller.write("ping"), 4)).isEqualTo("ping");
      assertThat(text(caller.write("bye!"), 4)).isEqualTo("bye!");
      assertThat(caller.isClosedByPeer()).isTrue();
      assertThat(upstream.next().field("upgrade")).isEqualTo("websocket");
      assertThat(log.next()).isEqualTo(new Outcome.Answered("GET", 101, 8, 13));
    }
  }

  @Test
  void aFieldThatIsGivenTwiceStaysTwiceOnTheSwitch() throws Exception {
    Gatekeeper twice =
        (request, answer) ->
            answer.accept(log.forward(new Field("Sec-A", "1"), new Field("Sec-A", "2")));
    try (RawUpstream upstream = echo();
        Gateway gateway = Gateways.start(upstream, twice);
        Wire caller = Wire.to(gateway.port())) {
      caller.write(UPGRADE);

      assertThat(caller.read().all("sec-a")).containsExactly("1", "2");
    }
  }

  @Test
  void aTunnelThatIdlesIsClosed() throws Exception {
    try (RawUpstream upstream = echo();
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.tunnelIdle(Duration.ofMillis(300)));
        Wire caller = Wire.to(gateway.port())) {
      caller.write(UPGRADE);
      caller.read();
      assertThat(text(caller, 5)).isEqualTo("hello");

      assertThat(caller.isClosedByPeer()).isTrue();

      assertThat(log.next()).isEqualTo(new Outcome.Answered("GET", 101, 0, 5));
    }
  }

  @Test
  void anUpstreamThatDoesNotSwitchAnswersAsUsual() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {

      for (int i = 0; i < 2; i++) {
        caller.write(UPGRADE);
        assertThat(caller.read().text()).isEqualTo("ok");
      }
    }
  }

  @Test
  void aRequestBehindAnUpgradeIsNotReadAsOne() throws Exception {
    try (RawUpstream upstream = echo();
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      caller.write(UPGRADE + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(caller.isClosedByPeer()).isTrue();

      assertThat(upstream.requests()).isEqualTo(1);
    }
  }
}
