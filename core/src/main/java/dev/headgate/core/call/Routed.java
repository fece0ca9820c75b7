package dev.headgate.core.call;

import java.util.Map;

/** Where a request leads. */
public sealed interface Routed {
  /**
   * To an operation.
   *
   * @param operation with the method of the request, or that of GET for a HEAD without a route
   * @param parameters values of the template's names, decoded
   */
  record RouteMatch(Operation operation, Map<String, String> parameters) implements Routed {}

  /** To no operation. */
  record NoRoute() implements Routed {}

  /**
   * Nowhere, because the path could be read in more than one way.
   *
   * @param found the part that is wrong
   * @param expected what should stand there
   */
  record BadPath(String found, String expected) implements Routed {}
}
