package dev.headgate.server.config;

import dev.headgate.policy.yaml.Section;
import dev.headgate.server.admission.IdempotencySettings;
import dev.headgate.server.gateway.AddressRange;
import dev.headgate.server.gateway.GatewaySettings;
import dev.headgate.server.gateway.GatewaySettingsBuilder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code gateway}. */
final class GatewayReader {
  /** Where a gateway listens unless stated. */
  static final Reader.Address LISTEN = new Reader.Address("127.0.0.1", 8080);

  private static final int MANY = 10_000_000;

  private final Reader reader;

  GatewayReader(Reader reader) {
    this.reader = reader;
  }

  /** For which operations ids of calls are read; the rest of the section is left for later. */
  IdempotencySettings idempotency(Section gateway) {
    Section section = reader.section(gateway, "idempotency");
    if (section == null) {
      return IdempotencySettings.NONE;
    }
    Set<String> read = new HashSet<>(reader.list(section, "read", name -> name));
    Set<String> required = new HashSet<>(reader.list(section, "require", name -> name));
    section.finish();
    return new IdempotencySettings(read, required);
  }

  @Nullable GatewaySettings read(Section section) {
    Reader.Address upstream = reader.address(section.need("upstream"));
    Reader.Address listen = reader.address(section.take("listen"));
    GatewaySettingsBuilder builder =
        upstream == null
            ? GatewaySettings.builder("unknown", 1)
            : GatewaySettings.builder(upstream.host(), Math.max(1, upstream.port()));
    builder.listenHost(listen == null ? LISTEN.host() : listen.host());
    builder.listenPort(listen == null ? LISTEN.port() : listen.port());
    GatewaySettings.Tls tls = tls(section);
    if (tls != null) {
      builder.tls(tls);
    }
    forwarding(section, builder);
    connections(reader.section(section, "connections"), builder);
    sizes(reader.section(section, "sizes"), builder);
    times(reader.section(section, "times"), builder);
    section.finish();
    return reader.problems().any() ? null : built(section, builder);
  }

  /** What single values cannot show, such as one bound above another. */
  private @Nullable GatewaySettings built(Section section, GatewaySettingsBuilder builder) {
    try {
      return builder.build();
    } catch (IllegalArgumentException together) {
      reader.problems().add(section.place(), String.valueOf(together.getMessage()));
      return null;
    }
  }

  private GatewaySettings.@Nullable Tls tls(Section section) {
    Section tls = reader.section(section, "tls");
    if (tls == null) {
      return null;
    }
    Path certificate = reader.file(tls.need("certificate"), true);
    Path key = reader.file(tls.need("key"), true);
    tls.finish();
    return certificate == null || key == null ? null : new GatewaySettings.Tls(certificate, key);
  }

  private void forwarding(Section section, GatewaySettingsBuilder builder) {
    if (section.has("trustedPeers")) {
      builder.trustedPeers(reader.list(section, "trustedPeers", AddressRange::parse));
    }
    reader.text(section, "via", builder::via);
    reader.flag(section, "hostKept", builder::hostKept);
    if (section.has("upgrades")) {
      builder.upgrades(reader.list(section, "upgrades", name -> name));
    }
  }

  private void connections(@Nullable Section section, GatewaySettingsBuilder builder) {
    if (section == null) {
      return;
    }
    reader.count(section, "eventLoops", 1, 1_024, builder::eventLoops);
    reader.count(section, "clientsMax", 1, MANY, builder::clientsMax);
    reader.count(section, "streamsMax", 1, 1_000_000, builder::streamsMax);
    reader.count(section, "upstreamsMax", 1, 1_000_000, builder::upstreamsMax);
    reader.count(section, "upstreamsIdleMax", 0, 1_000_000, builder::upstreamsIdleMax);
    section.finish();
  }

  private void sizes(@Nullable Section section, GatewaySettingsBuilder builder) {
    if (section == null) {
      return;
    }
    reader.count(section, "requestLineBytesMax", 16, 1 << 20, builder::requestLineBytesMax);
    reader.count(section, "headerBytesMax", 64, 1 << 24, builder::headerBytesMax);
    reader.count(section, "headerFieldsMax", 1, 100_000, builder::headerFieldsMax);
    reader.whole(section, "bodyBytesMax", 0, Long.MAX_VALUE, builder::bodyBytesMax);
    reader.whole(section, "drainBytesMax", 0, Long.MAX_VALUE, builder::drainBytesMax);
    section.finish();
  }

  private void times(@Nullable Section section, GatewaySettingsBuilder builder) {
    if (section == null) {
      return;
    }
    reader.length(section, "clientHead", builder::clientHead);
    reader.length(section, "clientBodyIdle", builder::clientBodyIdle);
    reader.length(section, "clientKeepAliveIdle", builder::clientKeepAliveIdle);
    reader.length(section, "clientStalled", builder::clientStalled);
    reader.length(section, "upstreamConnect", builder::connect);
    reader.length(section, "upstreamResponseHead", builder::responseHead);
    reader.length(section, "upstreamResponseIdle", builder::responseIdle);
    reader.length(section, "upstreamKeepAliveIdle", builder::upstreamKeepAliveIdle);
    reader.length(section, "admission", builder::admission);
    reader.length(section, "renewEvery", builder::renewEvery);
    reader.length(section, "tunnelIdle", builder::tunnelIdle);
    section.finish();
  }
}
