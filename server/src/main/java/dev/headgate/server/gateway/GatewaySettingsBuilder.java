package dev.headgate.server.gateway;

import dev.headgate.server.gateway.GatewaySettings.Addresses;
import dev.headgate.server.gateway.GatewaySettings.ClientTimes;
import dev.headgate.server.gateway.GatewaySettings.Connections;
import dev.headgate.server.gateway.GatewaySettings.Forwarding;
import dev.headgate.server.gateway.GatewaySettings.Sizes;
import dev.headgate.server.gateway.GatewaySettings.Times;
import dev.headgate.server.gateway.GatewaySettings.Tls;
import dev.headgate.server.gateway.GatewaySettings.UpstreamTimes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The defaults of {@link GatewaySettings}, to be changed one by one; checked by build. */
public final class GatewaySettingsBuilder {
  private String listenHost = "127.0.0.1";
  private int listenPort = 0;
  private final String upstreamHost;
  private final int upstreamPort;
  private @Nullable Tls tls;
  private int eventLoops = Runtime.getRuntime().availableProcessors();
  private int clientsMax = 16_384;
  private int streamsMax = 100;
  private int upstreamsMax = 1_024;
  private int upstreamsIdleMax = 128;
  private int requestLineBytesMax = 8_192;
  private int headerBytesMax = 32_768;
  private int headerFieldsMax = 128;
  private long bodyBytesMax = 1L << 30;
  private long drainBytesMax = 1L << 16;
  private Duration clientHead = Duration.ofSeconds(10);
  private Duration clientBodyIdle = Duration.ofSeconds(30);
  private Duration clientKeepAliveIdle = Duration.ofSeconds(75);
  private Duration clientStalled = Duration.ofSeconds(30);
  private Duration connect = Duration.ofSeconds(3);
  private Duration responseHead = Duration.ofSeconds(60);
  private Duration responseIdle = Duration.ofSeconds(60);
  private Duration upstreamKeepAliveIdle = Duration.ofSeconds(50);
  private Duration admission = Duration.ofSeconds(5);
  private Duration renewEvery = Duration.ofSeconds(5);
  private Duration tunnelIdle = Duration.ofMinutes(10);
  private List<AddressRange> trustedPeers = List.of();
  private String via = "";
  private boolean hostKept = true;
  private List<String> upgrades = List.of("websocket");

  GatewaySettingsBuilder(String upstreamHost, int upstreamPort) {
    this.upstreamHost = upstreamHost;
    this.upstreamPort = upstreamPort;
  }

  /**
   * Checks and freezes the settings.
   *
   * @throws IllegalArgumentException with setting, value and expectation
   */
  public GatewaySettings build() {
    return new GatewaySettings(
        new Addresses(listenHost, listenPort, upstreamHost, upstreamPort, tls),
        new Connections(eventLoops, clientsMax, streamsMax, upstreamsMax, upstreamsIdleMax),
        new Sizes(
            requestLineBytesMax, headerBytesMax, headerFieldsMax, bodyBytesMax, drainBytesMax),
        new Times(
            new ClientTimes(clientHead, clientBodyIdle, clientKeepAliveIdle, clientStalled),
            new UpstreamTimes(connect, responseHead, responseIdle, upstreamKeepAliveIdle),
            admission,
            renewEvery,
            tunnelIdle),
        new Forwarding(trustedPeers, via, hostKept, upgrades));
  }

  /** See {@link Addresses#listenHost}. */
  public GatewaySettingsBuilder listenHost(String value) {
    this.listenHost = value;
    return this;
  }

  /** See {@link Addresses#listenPort}. */
  public GatewaySettingsBuilder listenPort(int value) {
    this.listenPort = value;
    return this;
  }

  /** See {@link Addresses#tls}. */
  public GatewaySettingsBuilder tls(Tls value) {
    this.tls = value;
    return this;
  }

  /** See {@link Connections#eventLoops}. */
  public GatewaySettingsBuilder eventLoops(int value) {
    this.eventLoops = value;
    return this;
  }

  /** See {@link Connections#clientsMax}. */
  public GatewaySettingsBuilder clientsMax(int value) {
    this.clientsMax = value;
    return this;
  }

  /** See {@link Connections#streamsMax}. */
  public GatewaySettingsBuilder streamsMax(int value) {
    this.streamsMax = value;
    return this;
  }

  /** See {@link Connections#upstreamsMax}. */
  public GatewaySettingsBuilder upstreamsMax(int value) {
    this.upstreamsMax = value;
    return this;
  }

  /** See {@link Connections#upstreamsIdleMax}. */
  public GatewaySettingsBuilder upstreamsIdleMax(int value) {
    this.upstreamsIdleMax = value;
    return this;
  }

  /** See {@link Sizes#requestLineBytesMax}. */
  public GatewaySettingsBuilder requestLineBytesMax(int value) {
    this.requestLineBytesMax = value;
    return this;
  }

  /** See {@link Sizes#headerBytesMax}. */
  public GatewaySettingsBuilder headerBytesMax(int value) {
    this.headerBytesMax = value;
    return this;
  }

  /** See {@link Sizes#headerFieldsMax}. */
  public GatewaySettingsBuilder headerFieldsMax(int value) {
    this.headerFieldsMax = value;
    return this;
  }

  /** See {@link Sizes#bodyBytesMax}. */
  public GatewaySettingsBuilder bodyBytesMax(long value) {
    this.bodyBytesMax = value;
    return this;
  }

  /** See {@link Sizes#drainBytesMax}. */
  public GatewaySettingsBuilder drainBytesMax(long value) {
    this.drainBytesMax = value;
    return this;
  }

  /** See {@link ClientTimes#head}. */
  public GatewaySettingsBuilder clientHead(Duration value) {
    this.clientHead = value;
    return this;
  }

  /** See {@link ClientTimes#bodyIdle}. */
  public GatewaySettingsBuilder clientBodyIdle(Duration value) {
    this.clientBodyIdle = value;
    return this;
  }

  /** See {@link ClientTimes#keepAliveIdle}. */
  public GatewaySettingsBuilder clientKeepAliveIdle(Duration value) {
    this.clientKeepAliveIdle = value;
    return this;
  }

  /** See {@link ClientTimes#stalled}. */
  public GatewaySettingsBuilder clientStalled(Duration value) {
    this.clientStalled = value;
    return this;
  }

  /** See {@link UpstreamTimes#connect}. */
  public GatewaySettingsBuilder connect(Duration value) {
    this.connect = value;
    return this;
  }

  /** See {@link UpstreamTimes#responseHead}. */
  public GatewaySettingsBuilder responseHead(Duration value) {
    this.responseHead = value;
    return this;
  }

  /** See {@link UpstreamTimes#responseIdle}. */
  public GatewaySettingsBuilder responseIdle(Duration value) {
    this.responseIdle = value;
    return this;
  }

  /** See {@link UpstreamTimes#keepAliveIdle}. */
  public GatewaySettingsBuilder upstreamKeepAliveIdle(Duration value) {
    this.upstreamKeepAliveIdle = value;
    return this;
  }

  /** See {@link Times#admission}. */
  public GatewaySettingsBuilder admission(Duration value) {
    this.admission = value;
    return this;
  }

  /** See {@link Times#renewEvery}. */
  public GatewaySettingsBuilder renewEvery(Duration value) {
    this.renewEvery = value;
    return this;
  }

  /** See {@link Times#tunnelIdle}. */
  public GatewaySettingsBuilder tunnelIdle(Duration value) {
    this.tunnelIdle = value;
    return this;
  }

  /** See {@link Forwarding#trustedPeers}. */
  public GatewaySettingsBuilder trustedPeers(List<AddressRange> value) {
    this.trustedPeers = value;
    return this;
  }

  /** See {@link Forwarding#via}. */
  public GatewaySettingsBuilder via(String value) {
    this.via = value;
    return this;
  }

  /** See {@link Forwarding#hostKept}. */
  public GatewaySettingsBuilder hostKept(boolean value) {
    this.hostKept = value;
    return this;
  }

  /** See {@link Forwarding#upgrades}. */
  public GatewaySettingsBuilder upgrades(List<String> value) {
    this.upgrades = value;
    return this;
  }
}
