package dev.headgate.server.gateway;

import io.netty.channel.ChannelConfig;

/** The reasons not to read from a client; reading goes on when none is left. */
final class ReadPauses {
  /** The request body has no upstream yet. */
  static final int HELD = 1;

  /** The upstream does not read as fast. */
  static final int UPSTREAM = 2;

  /** Pipelined requests wait for their turn. */
  static final int WAITING = 4;

  private int reasons;

  void add(int reason, ChannelConfig channel) {
    if (reasons == 0) {
      channel.setAutoRead(false);
    }
    reasons |= reason;
  }

  void remove(int reason, ChannelConfig channel) {
    if (reasons != 0) {
      reasons &= ~reason;
      if (reasons == 0) {
        channel.setAutoRead(true);
      }
    }
  }
}
