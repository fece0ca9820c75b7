package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that could be read in two ways, and callers that are not what they seem. */
class NastyCallerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two lengths | 400 | GET /a HTTP/1.1~Host: x~Content-Length: 1~Content-Length: 2~~
          a coding nobody knows       | 400 | POST /a HTTP/1.1~Host: x~Transfer-Encoding: xchunked~~
          no host                     | 400 | GET /a HTTP/1.1~~
          two hosts                   | 400 | GET /a HTTP/1.1~Host: x~Host: y~~
          a host that is none         | 400 | GET /a HTTP/1.1~Host: x"><script>~~
          a tunnel                    | 501 | CONNECT other:443 HTTP/1.1~Host: other:443~~
          somebody else's host        | 421 | GET http://elsewhere.example/a HTTP/1.1~Host: elsewhere.example~~
          miracles | 417 | POST /a HTTP/1.1~Host: x~Expect: miracles~Content-Length: 0~~
          no HTTP at all              | 400 | HELLO~~
          """)
  void isRefusedAndNotPassedOn(String what, int status, String request) throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"));
        Wire wire = wire(proxied)) {
      wire.write(request.replace("~", "\r\n"));

      assertThat(wire.read().status()).as(what).isEqualTo(status);
      assertThat(proxied.api.seen()).isEmpty();
    }
  }

  @Test
  void chunksAndALengthMakeOneRequestAndNoSecondOne() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"));
        Wire wire = wire(proxied)) {
      String head = "POST /a HTTP/1.1~Host: x~Content-Length: 44~Transfer-Encoding: chunked~~";
      wire.write((head + "0~~GET /smuggled HTTP/1.1~Host: x~~").replace("~", "\r\n"));

      wire.read();

      assertThat(proxied.api.seen()).doesNotContain("GET /smuggled");
    }
  }

  @Test
  void aTargetWithCharactersThatNoUriHoldsIsEncoded() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"));
        Wire wire = wire(proxied)) {
      wire.write("GET /items?a|b=\"{x}\"&c=%zz&d=%20 HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(wire.read().status()).isEqualTo(200);
      assertThat(proxied.api.seen())
          .containsExactly("GET /items?a%7Cb=%22%7Bx%7D%22&c=%25zz&d=%20");
    }
  }

  @Test
  void aTargetThatNamesTheUpstreamItselfIsTaken() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"));
        Wire wire = wire(proxied)) {
      wire.write("GET " + proxied.api.url() + "/items?a=1 HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(wire.read().status()).isEqualTo(200);
      assertThat(proxied.api.seen()).containsExactly("GET /items?a=1");
    }
  }

  @Test
  void theReportIsForThisMachinesNamesOnly() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "done"));
        Wire wire = wire(proxied)) {
      wire.write("GET /.headgate/report HTTP/1.1\r\nHost: rebound.example\r\n\r\n");

      assertThat(wire.read().status()).isEqualTo(403);

      wire.write("GET /.headgate/report HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(wire.read().text()).contains("\"rows\":[]", "\"loops\":[]");
    }
  }

  private static Wire wire(Proxied proxied) throws Exception {
    return Wire.to(proxied.proxy.port());
  }
}
