package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.counting.CountingPlan;
import dev.headgate.core.counting.ObjectCounter;
import dev.headgate.core.counting.Scratch;
import dev.headgate.core.pricing.JsonPath;
import dev.headgate.server.admission.Unpacking.Coding;
import dev.headgate.server.admission.Unpacking.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies unpacked in pieces, and those that are not what they say. */
class UnpackingTest {
  private static final byte[] THREE = "[1,2,3]".getBytes(StandardCharsets.UTF_8);

  private final ObjectCounter counter =
      new ObjectCounter(CountingPlan.of(List.of(JsonPath.of("$[*]"))), new Scratch());

  private State take(Coding coding, byte[] packed, int piece) {
    try (Unpacking unpacking = new Unpacking(coding, new byte[512])) {
      for (int at = 0; at < packed.length; at += piece) {
        unpacking.take(packed, at, Math.min(packed.length, at + piece), counter);
      }
      return unpacking.state();
    }
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    return packed.toByteArray();
  }

  private static byte[] deflate(byte[] body, boolean bare) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(9, bare);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(body);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  @Test
  void piecesOfAnySizeAreUnpacked() throws IOException {
    for (int piece = 1; piece < 40; piece++) {
      ObjectCounter fresh =
          new ObjectCounter(CountingPlan.of(List.of(JsonPath.of("$[*]"))), new Scratch());
      try (Unpacking unpacking = new Unpacking(Coding.GZIP, new byte[3])) {
        byte[] packed = gzip(THREE);
        for (int at = 0; at < packed.length; at += piece) {
          unpacking.take(packed, at, Math.min(packed.length, at + piece), fresh);
        }

        assertThat(unpacking.state()).isEqualTo(State.ENDED);
        assertThat(fresh.end().objects()).containsExactly(3L);
      }
    }
  }

  @Test
  void theHeaderOfGzipMayHaveAllItsParts() throws IOException {
    byte[] plain = gzip(THREE);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0});
    packed.write(new byte[] {3, 0, 9, 9, 9, 'n', 0, 'c', 'c', 0, 7, 7});
    packed.write(plain, 10, plain.length - 10);

    assertThat(take(Coding.GZIP, packed.toByteArray(), 1)).isEqualTo(State.ENDED);
    assertThat(counter.end().objects()).containsExactly(3L);
  }

  @Test
  void deflateComesWithItsWrapperAndWithout() throws IOException {
    assertThat(take(Coding.DEFLATE, deflate(THREE, false), 5)).isEqualTo(State.ENDED);
    assertThat(counter.end().objects()).containsExactly(3L);
    assertThat(take(Coding.DEFLATE, deflate(new byte[0], true), 5)).isEqualTo(State.ENDED);
  }

  @Test
  void whatGrowsBeyondTheBoundIsGivenUp() throws IOException {
    byte[] spaces = new byte[8 << 20];
    Arrays.fill(spaces, (byte) ' ');

    assertThat(take(Coding.GZIP, gzip(spaces), 1_000)).isEqualTo(State.TOO_LARGE);
  }

  @Test
  void aSecondMemberIsNotCounted() throws IOException {
    byte[] one = gzip(THREE);
    byte[] two = Arrays.copyOf(one, one.length * 2);
    System.arraycopy(one, 0, two, one.length, one.length);

    assertThat(take(Coding.GZIP, two, 7)).isEqualTo(State.BROKEN);
  }

  @Test
  void aBodyThatEndsTooEarlyIsNotTakenForEnded() throws IOException {
    byte[] whole = gzip(THREE);

    assertThat(take(Coding.GZIP, Arrays.copyOf(whole, whole.length - 12), 7))
        .isEqualTo(State.RUNNING);
  }

  @ParameterizedTest
  @EnumSource(
      value = Coding.class,
      names = {"GZIP", "DEFLATE"})
  void garbageNeverThrows(Coding coding) {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[random.nextInt(100)];
      random.nextBytes(garbage);

      assertThat(take(coding, garbage, 1 + random.nextInt(20))).isNotNull();
    }
  }
}
