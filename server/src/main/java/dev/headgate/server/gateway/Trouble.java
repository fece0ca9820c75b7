package dev.headgate.server.gateway;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What can go wrong on the way to the upstream and back, and what the caller is told of it. */
enum Trouble {
  ALL_IN_USE(503, "upstream connections: all in use"),
  UNREACHABLE(502, "upstream: no connection"),
  CONNECTED_LATE(504, "upstream: no connection in time"),
  BROKEN(502, "upstream: connection or response broken"),
  SILENT(504, "upstream: no answer in time"),
  CUT(503, "call: cut by its limit or at the end of service");

  private final int status;
  private final String detail;

  Trouble(int status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  /** What to say when no connection came about. */
  static Trouble ofConnecting(Throwable cause) {
    return cause instanceof ConnectTimeoutException ? CONNECTED_LATE : UNREACHABLE;
  }

  Problem problem() {
    return new Problem(HttpResponseStatus.valueOf(status), detail);
  }
}
