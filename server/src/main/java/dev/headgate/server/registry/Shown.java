package dev.headgate.server.registry;

import org.jspecify.annotations.Nullable;

/** What a request shows of its caller, whichever door it came through. */
public interface Shown {
  /** The first value of a header field, or null; names are compared without case. */
  @Nullable String field(String name);

  /** How often the field was sent; more than once is no way to show a credential. */
  int count(String name);

  /** Host as the caller named it, perhaps with a port; empty where it named none. */
  String host();

  /** Path of the request, not decoded. */
  String path();

  /** Whether the peer is one whose fields may be believed. */
  boolean peerTrusted();
}
