package dev.headgate.client.call;

import java.net.URI;

/**
 * Where a call goes.
 *
 * @param method of HTTP, in capitals
 * @param origin scheme, host and port
 * @param path without query, as sent
 * @param operation what tells operations apart, for example the path with its identifiers blanked
 */
public record Target(String method, Origin origin, String path, String operation) {
  /** The longest path that is looked at, in characters. */
  public static final int PATH_LENGTH_MAX = 2_048;

  /** Cuts the path to its bound. */
  public Target {
    path = path.length() > PATH_LENGTH_MAX ? path.substring(0, PATH_LENGTH_MAX) : path;
  }

  /** A target whose operation is guessed from its path. */
  public static Target of(String method, URI uri) {
    String path = uri.getRawPath() == null ? "/" : uri.getRawPath();
    return new Target(method, Origin.of(uri), path, PathShape.of(path));
  }
}
