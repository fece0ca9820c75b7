package dev.headgate.server.gateway;

import java.util.function.Consumer;

/**
 * Decides over one request before anything of it is sent upstream.
 *
 * <p>Called on the event loop of the client connection, so it must not block. An exception counts
 * as no admission: the caller gets a 500 problem.
 */
@FunctionalInterface
public interface Gatekeeper {

  /**
   * Decides over {@code request} and gives exactly one admission to {@code answer}, now or later,
   * on any thread. A second admission is ignored and its passage ends as not sent.
   *
   * @param request readable until the answer is given
   */
  void admit(GatewayRequest request, Consumer<Admission> answer);
}
