package dev.headgate.client.share;

import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What the places of a gate under a rate are called where members of several processes meet: a
 * short name, the same for all of them, and one of a bounded number.
 */
public final class RingName {
  /** Gates beyond that many share places with one of these: less than they may, never more. */
  public static final int RINGS_MAX = 1_024;

  private RingName() {}

  /** The name, of letters, digits and hyphens. */
  public static String of(GateKey gate, Rate rate) {
    CRC32 digest = new CRC32();
    digest.update(gate.toString().getBytes(StandardCharsets.UTF_8));
    return "%dper%dus-%03x"
        .formatted(rate.count(), rate.windowMicros(), digest.getValue() % RINGS_MAX);
  }
}
