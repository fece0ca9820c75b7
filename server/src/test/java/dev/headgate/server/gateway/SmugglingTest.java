package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that two readers could understand differently: refused, closed, never forwarded. */
@ExtendWith(LeakWatch.class)
final class SmugglingTest {

  /** One request as bytes, and the status it must get. */
  record Case(String name, int status, String request) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final OutcomeLog log = new OutcomeLog();
  private final RawUpstream upstream =
      RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  private Gateway gateway = Gateways.start(upstream, log.admittingAll());

  @BeforeEach
  void nothingHasHappenedYet() {
    assertThat(upstream.connections()).isZero();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static Case post(String name, int status, String fieldsAndBody) {
    return new Case(name, status, "POST /x HTTP/1.1\r\nHost: a\r\n" + fieldsAndBody);
  }

  private static Case chunked(String name, String body) {
    return post(name, 400, "Transfer-Encoding: chunked\r\n\r\n" + body);
  }

  private static Case line(String name, int status, String line) {
    return new Case(name, status, line + "\r\nHost: a\r\n\r\n");
  }

  static Stream<Case> lengths() {
    String te = "Transfer-Encoding: chunked\r\n";
    return Stream.of(
        post("length and chunked", 400, "Content-Length: 4\r\n" + te + "\r\n0\r\n\r\n"),
        post("chunked and length", 400, te + "Content-Length: 4\r\n\r\n0\r\n\r\n"),
        post("two lengths", 400, "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbodyx"),
        post("two equal lengths", 400, "Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody"),
        post("a list of lengths", 400, "Content-Length: 4, 4\r\n\r\nbody"),
        post("a list of differing lengths", 400, "Content-Length: 4, 5\r\n\r\nbodyx"),
        post("a negative length", 400, "Content-Length: -1\r\n\r\n"),
        post("a signed length", 400, "Content-Length: +4\r\n\r\nbody"),
        post("a hexadecimal length", 400, "Content-Length: 0x4\r\n\r\nbody"),
        post("a length with a fraction", 400, "Content-Length: 4.0\r\n\r\nbody"),
        post("an empty length", 400, "Content-Length:\r\n\r\n"),
        post("a length past all numbers", 400, "Content-Length: 99999999999999999999\r\n\r\n"),
        new Case(
            "a list of lengths in HTTP/1.0",
            400,
            "POST /x HTTP/1.0\r\nContent-Length: 4, 4\r\n\r\nbody"));
  }

  static Stream<Case> codings() {
    return Stream.of(
        post("identity", 400, "Transfer-Encoding: identity\r\n\r\n"),
        post("gzip only", 400, "Transfer-Encoding: gzip\r\n\r\n"),
        post("gzip, chunked", 400, "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        post("chunked, gzip", 400, "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
        post("chunked twice", 400, "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        post(
            "chunked on two lines",
            400,
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        post("xchunked", 400, "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        post("quoted chunked", 400, "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
        post("an empty coding", 400, "Transfer-Encoding:\r\n\r\n"),
        post("a vertical tab before chunked", 400, "Transfer-Encoding: \u000bchunked\r\n\r\n"),
        new Case(
            "chunked in HTTP/1.0",
            400,
            "POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        post("content-length named by connection", 400, "Connection: content-length\r\n\r\n"),
        post("host named by connection", 400, "Connection: keep-alive, Host\r\n\r\n"));
  }

  static Stream<Case> lines() {
    return Stream.of(
        post("a folded field", 400, "X-A: b\r\n c\r\n\r\n"),
        post("a folded last field", 400, "X-A: b\r\n\tTransfer-Encoding: chunked\r\n\r\n"),
        new Case("a folded first field", 400, "GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"),
        new Case("line feeds alone", 400, "GET / HTTP/1.1\nHost: a\n\n"),
        post("one line feed alone", 400, "X-A: b\nX-C: d\r\n\r\n"),
        post("a bare carriage return in a value", 400, "X-A: b\rX-C: d\r\n\r\n"),
        post("a zero byte in a value", 400, "X-A: b\0c\r\n\r\n"),
        post("a space before the colon", 400, "Content-Length : 4\r\n\r\nbody"),
        post("a tab before the colon", 400, "Content-Length\t: 4\r\n\r\nbody"),
        post("a space in a name", 400, "X A: b\r\n\r\n"),
        post("no colon", 400, "Content-Length\r\n\r\n"),
        post("an empty name", 400, ": b\r\n\r\n"),
        post("a name with a quote", 400, "X\"A: b\r\n\r\n"),
        line("two spaces after the method", 400, "GET  / HTTP/1.1"),
        line("a tab for a space", 400, "GET\t/ HTTP/1.1"),
        line("a carriage return for a space", 400, "GET\r/ HTTP/1.1"),
        line("a space in the target", 400, "GET /a b HTTP/1.1"),
        line("a space before the method", 400, " GET / HTTP/1.1"),
        line("a space after the version", 400, "GET / HTTP/1.1 "),
        line("no version", 400, "GET /"),
        line("a method with a brace", 400, "G{T / HTTP/1.1"),
        line("version 1.2", 505, "GET / HTTP/1.2"),
        line("version 2.0", 505, "GET / HTTP/2.0"),
        line("another protocol", 400, "GET / HTCPCP/1.0"));
  }

  static Stream<Case> chunks() {
    return Stream.of(
        chunked("an empty chunk size", "\r\nbody\r\n0\r\n\r\n"),
        chunked("a size with a sign", "+4\r\nbody\r\n0\r\n\r\n"),
        chunked("a negative size", "-4\r\nbody\r\n0\r\n\r\n"),
        chunked("a size with 0x", "0x4\r\nbody\r\n0\r\n\r\n"),
        chunked("a size past all numbers", "ffffffffffffffff1\r\nbody\r\n0\r\n\r\n"),
        chunked("a size with a space inside", "4 4\r\nbody\r\n0\r\n\r\n"),
        chunked("a size before white space", " 4\r\nbody\r\n0\r\n\r\n"),
        chunked("a size in letters", "four\r\nbody\r\n0\r\n\r\n"),
        chunked("a line feed after the size", "4\nbody\r\n0\r\n\r\n"),
        chunked("a line feed in an extension", "4;a\nb\r\nbody\r\n0\r\n\r\n"),
        chunked("a carriage return in an extension", "4;a\rb\r\nbody\r\n0\r\n\r\n"),
        chunked("a chunk longer than its size", "4\r\nbodyx\r\n0\r\n\r\n"),
        chunked("a chunk ended by a line feed", "4\r\nbody\n0\r\n\r\n"),
        chunked("an endless extension", "4;" + "a".repeat(20_000) + "\r\nbody\r\n0\r\n\r\n"),
        chunked("a trailer without colon", "0\r\nX-A\r\n\r\n"));
  }

  static Stream<Case> targets() {
    return Stream.of(
        new Case("no host", 400, "GET / HTTP/1.1\r\n\r\n"),
        new Case("two hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        new Case("two equal hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
        new Case("an empty host", 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        new Case("a host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        new Case("a host with user", 400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
        new Case("a host with a space", 400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
        new Case("a host with a bad port", 400, "GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n"),
        new Case("a host with two colons", 400, "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n"),
        line("a target without slash", 400, "GET a HTTP/1.1"),
        line("an empty authority", 400, "GET http:///a HTTP/1.1"),
        line("an authority with user", 400, "GET http://u:p@a/ HTTP/1.1"),
        line("another scheme", 400, "GET ftp://a/ HTTP/1.1"),
        line("a fragment", 400, "GET /a#b HTTP/1.1"),
        line("a star with GET", 400, "GET * HTTP/1.1"),
        line("a high byte in the target", 400, "GET /\u00e4 HTTP/1.1"),
        line("a zero byte in the target", 400, "GET /\0 HTTP/1.1"),
        line("CONNECT", 501, "CONNECT a:443 HTTP/1.1"),
        line("TRACE", 501, "TRACE / HTTP/1.1"),
        post("an unknown expectation", 417, "Expect: a-pony\r\n\r\n"));
  }

  static Stream<Case> sizes() {
    return Stream.of(
        line("a long request line", 414, "GET /" + "a".repeat(10_000) + " HTTP/1.1"),
        post("a long field", 431, "X-A: " + "b".repeat(40_000) + "\r\n\r\n"),
        post("many fields", 431, "X: y\r\n".repeat(200) + "\r\n"),
        post("a large body", 413, "Content-Length: 99999999999\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lengths", "codings", "lines", "targets", "sizes"})
  void anAmbiguousHeadIsRefusedAndNotForwarded(Case refused) throws Exception {
    try (Wire caller = Wire.to(gateway.port())) {
      caller.write(refused.request() + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(refused.status());
      assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(caller.isClosedByPeer()).isTrue();
      assertThat(upstream.connections()).isZero();
      assertThat(log.isEmpty()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chunks")
  void aBrokenChunkEndsTheRequestAndTheConnection(Case refused) throws Exception {
    try (Wire caller = Wire.to(gateway.port())) {
      caller.write(refused.request() + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

      Wire.Message answer = caller.read();

      assertThat(answer.status()).isEqualTo(refused.status());
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(caller.isClosedByPeer()).isTrue();
      assertThat(upstream.requests()).isZero();
      assertThat(log.next()).isInstanceOf(Outcome.ClientGone.class);
    }
  }
}
