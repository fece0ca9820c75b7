package dev.headgate.server.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the decision API.
 *
 * @param listen where it listens
 * @param bounds how much it takes
 * @param waits how long it waits
 * @param tls certificate and trusted issuers, or null for plain text
 */
public record ApiSettings(Listen listen, Bounds bounds, Waits waits, @Nullable Tls tls) {
  /** Plain text on a free port of the loopback address with the usual bounds and waits. */
  public static final ApiSettings USUAL =
      new ApiSettings(new Listen("127.0.0.1", 0, 0), Bounds.USUAL, Waits.USUAL, null);

  /**
   * Where it listens.
   *
   * @param host address or name
   * @param port 0 for a free one, to 65,535
   * @param eventLoops threads that serve, 0 for one per processor
   */
  public record Listen(String host, int port, int eventLoops) {
    public Listen {
      check("port", port, 0, 65_535);
      check("eventLoops", eventLoops, 0, 1_024);
    }
  }

  /**
   * How much it takes.
   *
   * @param bodyMax bytes of one body, 1,024 to 16 MiB
   * @param headMax bytes of all header fields of one request
   * @param connectionsMax connections at a time; one more is closed at once
   * @param batchMax calls of one batch, 1 to 100
   */
  public record Bounds(int bodyMax, int headMax, int connectionsMax, int batchMax) {
    /** 256 KiB, 16 KiB, 10,000 connections, 100 calls. */
    public static final Bounds USUAL = new Bounds(262_144, 16_384, 10_000, 100);

    public Bounds {
      check("bodyMax", bodyMax, 1_024, 16_777_216);
      check("headMax", headMax, 1_024, 1_048_576);
      check("connectionsMax", connectionsMax, 1, 1_000_000);
      check("batchMax", batchMax, 1, 100);
    }
  }

  /**
   * How long it waits, in milliseconds.
   *
   * @param idle for the next byte of a connection
   * @param body for the end of a body after its head
   * @param answer for the engine; then the answer is 503
   * @param drain for requests that are running when it closes
   */
  public record Waits(int idle, int body, int answer, int drain) {
    /** One minute, 10 s, 5 s, 10 s. */
    public static final Waits USUAL = new Waits(60_000, 10_000, 5_000, 10_000);

    public Waits {
      check("idle", idle, 1, 86_400_000);
      check("body", body, 1, 86_400_000);
      check("answer", answer, 1, 86_400_000);
      check("drain", drain, 1, 86_400_000);
    }
  }

  /**
   * Transport security.
   *
   * @param certificate chain in PEM
   * @param key private key in PEM (PKCS 8)
   * @param clientIssuers certificates in PEM that may issue client certificates, or null where
   *     clients show none
   */
  public record Tls(Path certificate, Path key, @Nullable Path clientIssuers) {}

  /** The same settings with another place to listen. */
  public ApiSettings listen(String host, int port) {
    return new ApiSettings(new Listen(host, port, listen.eventLoops()), bounds, waits, tls);
  }

  /** The same settings with other bounds. */
  public ApiSettings with(Bounds value) {
    return new ApiSettings(listen, value, waits, tls);
  }

  /** The same settings with other waits. */
  public ApiSettings with(Waits value) {
    return new ApiSettings(listen, bounds, value, tls);
  }

  /** The same settings with transport security. */
  public ApiSettings with(Tls value) {
    return new ApiSettings(listen, bounds, waits, value);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }
}
