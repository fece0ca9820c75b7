package dev.headgate.server.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set at a gateway, checked and immutable. Each bound has a name and a
 * default; a value out of range is refused with the name, the value and the expectation.
 */
public record GatewaySettings(
    Addresses addresses, Connections connections, Sizes sizes, Times times, Forwarding forwarding) {

  public GatewaySettings {
    Objects.requireNonNull(addresses, "addresses");
    Objects.requireNonNull(connections, "connections");
    Objects.requireNonNull(sizes, "sizes");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(forwarding, "forwarding");
  }

  /** Starts from the defaults: listens on 127.0.0.1 at a free port. */
  public static GatewaySettingsBuilder builder(String upstreamHost, int upstreamPort) {
    return new GatewaySettingsBuilder(upstreamHost, upstreamPort);
  }

  /**
   * Where the gateway listens and where it sends.
   *
   * @param listenPort 0 takes a free port
   * @param tls null for cleartext
   */
  public record Addresses(
      String listenHost, int listenPort, String upstreamHost, int upstreamPort, @Nullable Tls tls) {
    public Addresses {
      Checks.present("listenHost", listenHost);
      Checks.range("listenPort", listenPort, 0, 65_535);
      Checks.present("upstreamHost", upstreamHost);
      Checks.range("upstreamPort", upstreamPort, 1, 65_535);
    }
  }

  /** PEM files of the certificate chain and its private key (PKCS 8). */
  public record Tls(Path certificates, Path privateKey) {
    public Tls {
      Objects.requireNonNull(certificates, "certificates");
      Objects.requireNonNull(privateKey, "privateKey");
    }
  }

  /**
   * How many of each may exist.
   *
   * @param eventLoops threads that carry the traffic
   * @param clientsMax client connections of the gateway; more are closed on arrival
   * @param streamsMax concurrent HTTP/2 streams of one client connection
   * @param upstreamsMax upstream connections of one event loop; a call beyond gets a 503
   * @param upstreamsIdleMax upstream connections kept alive by one event loop
   */
  public record Connections(
      int eventLoops, int clientsMax, int streamsMax, int upstreamsMax, int upstreamsIdleMax) {
    public Connections {
      Checks.range("eventLoops", eventLoops, 1, 1_024);
      Checks.range("clientsMax", clientsMax, 1, 10_000_000);
      Checks.range("streamsMax", streamsMax, 1, 1_000_000);
      Checks.range("upstreamsMax", upstreamsMax, 1, 1_000_000);
      Checks.range("upstreamsIdleMax", upstreamsIdleMax, 0, upstreamsMax);
    }
  }

  /**
   * How large the parts of a request may be; header sizes bind the upstream's responses too.
   *
   * @param requestLineBytesMax beyond: 414
   * @param headerBytesMax beyond: 431
   * @param headerFieldsMax beyond: 431
   * @param bodyBytesMax beyond: 413
   * @param drainBytesMax request body read and thrown away after an early answer; beyond: the
   *     connection is closed
   */
  public record Sizes(
      int requestLineBytesMax,
      int headerBytesMax,
      int headerFieldsMax,
      long bodyBytesMax,
      long drainBytesMax) {
    /** The most bytes of a response body for which its head waits. */
    public static final int HELD_BYTES_MAX = 64 * 1_024;

    public Sizes {
      Checks.range("requestLineBytesMax", requestLineBytesMax, 16, 1 << 20);
      Checks.range("headerBytesMax", headerBytesMax, 64, 1 << 24);
      Checks.range("headerFieldsMax", headerFieldsMax, 1, 100_000);
      Checks.range("bodyBytesMax", bodyBytesMax, 0, Long.MAX_VALUE);
      Checks.range("drainBytesMax", drainBytesMax, 0, Long.MAX_VALUE);
    }
  }

  /**
   * How long to wait.
   *
   * @param admission for the gatekeeper; beyond: 503
   * @param renewEvery between two renewals of a passage at most; one that lives shorter is renewed
   *     more often
   * @param tunnelIdle between two bytes of an upgraded connection
   */
  public record Times(
      ClientTimes client,
      UpstreamTimes upstream,
      Duration admission,
      Duration renewEvery,
      Duration tunnelIdle) {
    /** How long the head of a response waits for the end of a short body, in microseconds. */
    public static final long HELD_MICROS = 100_000;

    public Times {
      Objects.requireNonNull(client, "client");
      Objects.requireNonNull(upstream, "upstream");
      Checks.positive("admission", admission);
      Checks.positive("renewEvery", renewEvery);
      Checks.positive("tunnelIdle", tunnelIdle);
    }
  }

  /**
   * Patience with clients.
   *
   * @param head from the first byte (or the accept) to the end of the header section; beyond: 408
   * @param bodyIdle between two reads of a request body; beyond: 408
   * @param keepAliveIdle between two requests
   * @param stalled without room for more of a response that is waiting
   */
  public record ClientTimes(
      Duration head, Duration bodyIdle, Duration keepAliveIdle, Duration stalled) {
    public ClientTimes {
      Checks.positive("head", head);
      Checks.positive("bodyIdle", bodyIdle);
      Checks.positive("keepAliveIdle", keepAliveIdle);
      Checks.positive("stalled", stalled);
    }
  }

  /**
   * Patience with the upstream.
   *
   * @param connect name look-up and connection; beyond: 504
   * @param responseHead from the end of the request to the response head; beyond: 504
   * @param responseIdle between two reads of a response body; beyond: the stream is broken
   * @param keepAliveIdle of an unused connection
   */
  public record UpstreamTimes(
      Duration connect, Duration responseHead, Duration responseIdle, Duration keepAliveIdle) {
    public UpstreamTimes {
      Checks.positive("connect", connect);
      Checks.positive("responseHead", responseHead);
      Checks.positive("responseIdle", responseIdle);
      Checks.positive("keepAliveIdle", keepAliveIdle);
    }
  }

  /**
   * What is passed on about the way.
   *
   * @param trustedPeers whose forwarded addresses are believed
   * @param via name in the Via field of both directions; empty for no Via
   * @param hostKept true: the upstream sees the caller's Host; false: its own name
   * @param upgrades protocols that may be tunnelled, in lower case; never {@code h2c}
   */
  public record Forwarding(
      List<AddressRange> trustedPeers, String via, boolean hostKept, List<String> upgrades) {
    public Forwarding {
      trustedPeers = List.copyOf(trustedPeers);
      Objects.requireNonNull(via, "via");
      upgrades = List.copyOf(upgrades);
      if (upgrades.contains("h2c")) {
        throw new IllegalArgumentException(
            "upgrades: h2c (expected: a protocol that does not carry further requests)");
      }
    }
  }
}
