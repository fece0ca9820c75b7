package dev.headgate.client.reading;

import dev.headgate.headers.reading.FieldLines;

/**
 * A response as far as limits are concerned.
 *
 * @param status of HTTP
 * @param fields its fields
 * @param bodyStart the start of its body, at most {@link #BODY_MAX} characters; empty if it was not
 *     looked at
 */
public record Response(int status, FieldLines fields, String bodyStart) {
  /** How much of a body is looked at, in characters. */
  public static final int BODY_MAX = 65_536;

  /** Cuts the body to its bound. */
  public Response {
    bodyStart = bodyStart.length() > BODY_MAX ? bodyStart.substring(0, BODY_MAX) : bodyStart;
  }

  /** A response whose body was not looked at. */
  public static Response of(int status, FieldLines fields) {
    return new Response(status, fields, "");
  }
}
