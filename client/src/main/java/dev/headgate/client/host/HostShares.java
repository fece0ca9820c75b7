package dev.headgate.client.host;

import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.share.Shares;
import dev.headgate.client.share.Slots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;

/**
 * What the processes of one host share, through files in a folder that all of them name. One for
 * each process, for all of its clients. Every declared rate is kept by the rule that a place is
 * free one window after the response, so that it holds whatever the server's second is.
 */
public final class HostShares implements Shares, AutoCloseable {
  /** Gates beyond that many share places with one of these: less than they may, never more. */
  public static final int RINGS_MAX = 1_024;

  private final Path folder;
  private final LongSupplier host;
  private final Members members;
  private final ConcurrentHashMap<String, Slots> rings = new ConcurrentHashMap<>();

  private HostShares(Path folder, LongSupplier host, Members members) {
    this.folder = folder;
    this.host = host;
    this.members = members;
  }

  /**
   * Shares with all processes that name the same folder; it is made if it is not there.
   *
   * @throws UncheckedIOException if it cannot be used, or 256 processes use it already
   */
  public static HostShares in(Path folder) {
    return in(folder, new HostTime());
  }

  static HostShares in(Path folder, LongSupplier host) {
    try {
      Files.createDirectories(folder);
      return new HostShares(folder, host, Members.join(folder, host.getAsLong()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Slots slots(GateKey gate, Rate rate) {
    CRC32 digest = new CRC32();
    digest.update(gate.toString().getBytes(StandardCharsets.UTF_8));
    String name =
        "%dper%dus-%03x"
            .formatted(rate.count(), rate.windowMicros(), digest.getValue() % RINGS_MAX);
    return rings.computeIfAbsent(
        name,
        key ->
            new SharedRing(RingFile.open(folder.resolve(key), rate.count()), members, host, rate));
  }

  /** Leaves: what this process holds is free for others one window later. */
  @Override
  public void close() {
    members.leave();
  }
}
