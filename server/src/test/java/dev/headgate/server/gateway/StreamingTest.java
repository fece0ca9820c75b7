package dev.headgate.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies of every shape pass unchanged, large ones without being gathered. */
@ExtendWith(LeakWatch.class)
@Tag("seeded")
final class StreamingTest {
  private static final int EXCHANGES = 150;
  private static final long FLOOD_BYTES_MAX = 256L << 20;
  private final OutcomeLog log = new OutcomeLog();

  /** A message drawn at random: what is sent, and what must be read at the other end. */
  @SuppressWarnings("ArrayRecordComponent") // compared part by part
  private record Drawn(List<String> fields, byte[] body, List<String> trailers, byte[] wire) {

    static Drawn from(Random random, String start, boolean request) {
      byte[] body = new byte[random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(99)];
      random.nextBytes(body);
      List<String> fields = new ArrayList<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        fields.add("X-%d: %s".formatted(i, "v".repeat(random.nextInt(100))).strip());
      }
      boolean chunked = random.nextBoolean();
      List<String> trailers = chunked && random.nextBoolean() ? List.of("X-T: t") : List.of();
      StringBuilder head = new StringBuilder(start).append("\r\n");
      head.append(request ? "Host: a\r\n" : "");
      head.append(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length);
      fields.forEach(field -> head.append("\r\n").append(field));
      head.append("\r\n\r\n");
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      wire.writeBytes(ascii(head.toString()));
      if (chunked) {
        chunk(random, body, trailers, wire);
      } else {
        wire.writeBytes(body);
      }
      return new Drawn(fields, body, trailers, wire.toByteArray());
    }

    private static void chunk(
        Random random, byte[] body, List<String> trailers, ByteArrayOutputStream wire) {
      for (int at = 0; at < body.length; ) {
        int size =
            Math.min(body.length - at, 1 + random.nextInt(random.nextBoolean() ? 9 : 70_000));
        wire.writeBytes(ascii(Integer.toHexString(size) + (random.nextBoolean() ? ";x=1" : "")));
        wire.writeBytes(ascii("\r\n"));
        wire.write(body, at, size);
        wire.writeBytes(ascii("\r\n"));
        at += size;
      }
      wire.writeBytes(ascii("0\r\n"));
      trailers.forEach(line -> wire.writeBytes(ascii(line + "\r\n")));
      wire.writeBytes(ascii("\r\n"));
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    void assertArrivedAs(Wire.Message read) {
      assertThat(read.body()).isEqualTo(body);
      assertThat(read.trailerLines()).isEqualTo(trailers);
      assertThat(read.fieldLines().stream().filter(line -> line.matches("X-\\d+:.*")).toList())
          .isEqualTo(fields.stream().map(f -> f.endsWith(":") ? f + " " : f).toList());
    }
  }

  /** Writes in pieces cut at random, so that the gateway reads in other pieces than were sent. */
  private static void writeInPieces(Wire wire, byte[] bytes, Random random) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      int size =
          Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 40 : 90_000));
      wire.write(Arrays.copyOfRange(bytes, at, at + size));
      at += size;
    }
  }

  @Test
  void randomMessagesArriveUnchangedBothWays() throws Exception {
    long seed = Long.getLong("headgate.seed", System.nanoTime());
    BlockingQueue<Drawn> answers = new LinkedBlockingQueue<>();
    Random upstreamRandom = new Random(seed + 1);
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  while (true) {
                    self.receive(wire);
                    writeInPieces(wire, answers.take().wire(), upstreamRandom);
                  }
                });
        Gateway gateway = Gateways.start(upstream, log.admittingAll());
        Wire caller = Wire.to(gateway.port())) {
      Random random = new Random(seed);
      for (int i = 0; i < EXCHANGES * Integer.getInteger("headgate.seeds", 1); i++) {
        Drawn request = Drawn.from(random, "POST /" + i + " HTTP/1.1", true);
        Drawn answer = Drawn.from(random, "HTTP/1.1 200 OK", false);
        answers.add(answer);
        writeInPieces(caller, request.wire(), random);
        answer.assertArrivedAs(caller.read());
        request.assertArrivedAs(upstream.next());
        assertThat(log.next())
            .isEqualTo(
                new Outcome.Answered("POST", 200, request.body().length, answer.body().length));
      }
    } catch (AssertionError | IOException e) {
      throw new AssertionError("-Dheadgate.seed=" + seed, e);
    }
  }

  /** Writes until the other side closes, and counts what it took. */
  private static void flood(OutputStream out, AtomicLong written) {
    byte[] block = new byte[1 << 16];
    try {
      while (written.get() < FLOOD_BYTES_MAX) {
        out.write(block);
        written.addAndGet(block.length);
      }
    } catch (IOException e) {
      // closed at the end of the test
    }
  }

  @Test
  void anUpstreamThatDoesNotReadStopsTheCaller() throws Exception {
    AtomicLong written = new AtomicLong();
    BlockingQueue<String> released = new LinkedBlockingQueue<>();
    try (RawUpstream upstream = new RawUpstream((wire, self) -> released.take());
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.clientBodyIdle(Duration.ofSeconds(3)));
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      OutputStream out = caller.getOutputStream();
      out.write(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n"
              .formatted(FLOOD_BYTES_MAX)
              .getBytes(StandardCharsets.US_ASCII));
      Thread.ofVirtual().start(() -> flood(out, written));

      assertThat(log.next()).isEqualTo(new Outcome.UpstreamTimedOut());
      assertThat(written.get()).isLessThan(FLOOD_BYTES_MAX / 4);
      released.add("done");
    }
  }

  @Test
  void aCallerThatDoesNotReadStopsTheUpstreamAndIsCutOff() throws Exception {
    AtomicLong written = new AtomicLong();
    try (RawUpstream upstream =
            new RawUpstream(
                (wire, self) -> {
                  self.receive(wire);
                  wire.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(FLOOD_BYTES_MAX));
                  byte[] block = new byte[1 << 16];
                  while (written.addAndGet(block.length) < FLOOD_BYTES_MAX) {
                    wire.write(block);
                  }
                });
        Gateway gateway =
            Gateways.start(
                upstream.port(), log.admittingAll(), s -> s.clientStalled(Duration.ofSeconds(3)));
        Wire caller = Wire.to(gateway.port())) {
      caller.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(log.next()).isEqualTo(new Outcome.ClientGone(true));

      assertThat(written.get()).isLessThan(FLOOD_BYTES_MAX / 4);
    }
  }
}
