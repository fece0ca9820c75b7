package dev.headgate.server.gateway;

import org.jspecify.annotations.Nullable;

/** The head of an upstream's response, which is about to become that of the caller's. */
public interface ResponseHead {
  /** 200 to 599. */
  int status();

  /** The method of the request, as sent. */
  String method();

  /** Whether a body may follow; false for HEAD, 204 and 304. */
  boolean mayHaveBody();

  /** The first value of a field, or null; names are compared without case. */
  @Nullable String field(String name);

  /** Takes a field out of the response. */
  void remove(String name);
}
