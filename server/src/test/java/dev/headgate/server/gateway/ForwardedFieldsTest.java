package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the upstream and the gatekeeper learn about the way of a request. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("StringConcatToTextBlock") // a text block would hide the line ends
final class ForwardedFieldsTest {
  private static final String CLAIMS =
      "GET / HTTP/1.1\r\nHost: api.test\r\n"
          + "X-Forwarded-For: 203.0.113.7, 198.51.100.1, 127.0.0.9\r\n"
          + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.test\r\n"
          + "Forwarded: for=203.0.113.7\r\n"
          + "X-Real-IP: 203.0.113.7\r\n\r\n";
  private final BlockingQueue<String> addresses = new LinkedBlockingQueue<>();

  private Wire.Message forwarded(List<AddressRange> trusted, String via) throws Exception {
    Gatekeeper noting =
        (request, answer) -> {
          addresses.add(request.clientAddress().getHostAddress() + " " + request.peerTrusted());
          answer.accept(new OutcomeLog().forward());
        };
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nVia: 1.1 up\r\n\r\n");
        Gateway gateway =
            Gateways.start(upstream.port(), noting, s -> s.trustedPeers(trusted).via(via));
        Wire caller = Wire.to(gateway.port())) {
      Wire.Message answer = caller.write(CLAIMS).read();
      assertThat(answer.field("via")).isEqualTo(via.isEmpty() ? "1.1 up" : "1.1 up, 1.1 " + via);
      return upstream.next();
    }
  }

  @Test
  void whatAStrangerClaimsIsDropped() throws Exception {
    Wire.Message seen = forwarded(List.of(), "");

    assertThat(seen.all("x-forwarded-for")).containsExactly("127.0.0.1");
    assertThat(seen.all("x-forwarded-proto")).containsExactly("http");
    assertThat(seen.all("x-forwarded-host")).containsExactly("api.test");
    assertThat(seen.has("forwarded")).isFalse();
    assertThat(seen.has("x-real-ip")).isFalse();
    assertThat(seen.has("via")).isFalse();
    assertThat(addresses.take()).isEqualTo("127.0.0.1 false");
  }

  @Test
  void whatATrustedPeerForwardsIsBelievedAsFarAsTrustReaches() throws Exception {
    Wire.Message seen = forwarded(List.of(AddressRange.parse("127.0.0.0/8")), "gate");

    assertThat(seen.all("x-forwarded-for"))
        .containsExactly("203.0.113.7, 198.51.100.1, 127.0.0.9, 127.0.0.1");
    assertThat(seen.all("x-forwarded-proto")).containsExactly("https");
    assertThat(seen.all("x-forwarded-host")).containsExactly("shop.test");
    assertThat(seen.field("via")).isEqualTo("1.1 gate");
    assertThat(addresses.take()).isEqualTo("198.51.100.1 true");
  }

  @Test
  void aRangeHoldsItsAddressesOnly() {
    AddressRange range = AddressRange.parse("2001:db8:8000::/33");

    assertThat(range.contains(AddressRange.parse("2001:db8:ffff::1").base())).isTrue();
    assertThat(range.contains(AddressRange.parse("2001:db8:7fff::1").base())).isFalse();
    assertThat(range.contains(AddressRange.parse("127.0.0.1").base())).isFalse();
    assertThatThrownBy(() -> AddressRange.parse("10.0.0.0/33"))
        .hasMessage("bits: 33 (expected: 0 to 32)");
    assertThatThrownBy(() -> AddressRange.parse("localhost"))
        .hasMessageContaining("localhost (expected: an IP address");
  }
}
