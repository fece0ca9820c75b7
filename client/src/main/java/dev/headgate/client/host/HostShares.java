package dev.headgate.client.host;

import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.share.RingName;
import dev.headgate.client.share.Shares;
import dev.headgate.client.share.Slots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the processes of one host share, through files in a folder that all of them name. One for
 * each process, for all of its clients. Every declared rate is kept by the rule that a place is
 * free one window after the response, so that it holds whatever the server's second is.
 */
public final class HostShares implements Shares, AutoCloseable {
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
    return rings.computeIfAbsent(
        RingName.of(gate, rate),
        key ->
            new SharedRing(RingFile.open(folder.resolve(key), rate.count()), members, host, rate));
  }

  /** Leaves: what this process holds is free for others one window later. */
  @Override
  public void close() {
    members.leave();
  }
}
