package dev.headgate.server;

import dev.headgate.client.host.HostShares;
import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.share.Shares;
import dev.headgate.client.share.Slots;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.share.RedisShares;
import dev.headgate.server.store.StoreSettings.Tls;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Through what a program keeps declared rates together with others.
 *
 * @param shares the places
 * @param end gives back what this program holds
 */
record Sharing(Shares shares, Runnable end) implements Shares, AutoCloseable {
  private static final Pattern SERVER = Pattern.compile("rediss?(-sentinel)?://.+");

  /**
   * Shares through a folder, a server or, by null, with nobody.
   *
   * @param issuers certificates in PEM that may issue the server's, or null for those that Java
   *     trusts
   * @throws IllegalArgumentException for a URL of another kind
   * @throws java.io.UncheckedIOException where the folder cannot be used
   * @throws dev.headgate.server.store.StoreRefused where the server cannot be used
   */
  static Sharing through(@Nullable String place, @Nullable Path issuers) {
    if (issuers != null && (place == null || !place.startsWith("rediss"))) {
      throw new IllegalArgumentException(
          "--share-issuers: " + issuers + " (expected: --share rediss://... beside it)");
    }
    if (place == null) {
      return new Sharing(Shares.ALONE, () -> {});
    }
    if (SERVER.matcher(place).matches()) {
      RedisShares hosts = RedisShares.open(SystemTime.steady(), place, new Tls(issuers, null));
      return new Sharing(hosts, hosts::close);
    }
    int scheme = place.indexOf("://");
    if (scheme >= 0) {
      throw new IllegalArgumentException(
          "--share: "
              + place.substring(0, scheme)
              + "://... (expected: a folder, redis://..., rediss://... or redis-sentinel://...)");
    }
    HostShares host = HostShares.in(Path.of(place));
    return new Sharing(host, host::close);
  }

  @Override
  public Slots slots(GateKey gate, Rate rate) {
    return shares.slots(gate, rate);
  }

  @Override
  public void close() {
    end.run();
  }
}
