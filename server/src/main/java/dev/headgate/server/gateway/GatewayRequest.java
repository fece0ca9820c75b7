package dev.headgate.server.gateway;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of one request as the gateway received it, free of HTTP libraries.
 *
 * <p>Readable on the thread that was handed it, and by others until the admission is given; the
 * gateway edits the fields for the upstream after that.
 */
public interface GatewayRequest {

  /** The method as sent, for example {@code GET}. */
  String method();

  /** The request target exactly as sent: nothing decoded, no dot segments removed. */
  String target();

  /** The part of the origin-form target before {@code ?}, not decoded; {@code *} for OPTIONS *. */
  String path();

  /** Host and port as the caller named them; empty if an HTTP/1.0 caller named none. */
  String host();

  /** {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
  String version();

  /** True if the caller came over TLS. */
  boolean secure();

  /** The first value of the field, or null; names are compared without case. */
  @Nullable String field(String name);

  /** All values of the field in the order sent. */
  List<String> fields(String name);

  /** The caller's address: that of the peer, or the one a trusted peer forwarded. */
  InetAddress clientAddress();

  /** True if the peer itself is one of the trusted peers, so that its fields may be believed. */
  boolean peerTrusted();

  /** The one time reading of this request, in microseconds of the gateway's clock. */
  long instantMicros();
}
