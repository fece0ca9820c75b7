package dev.headgate.server.gateway;

import org.jspecify.annotations.Nullable;

/** The gateway's end of a passage: sees to it that the other end is told exactly once. */
final class PassageEnd {
  private static final System.Logger LOG = System.getLogger(PassageEnd.class.getName());

  private @Nullable Passage passage;
  private long renewedMicros;
  private long renewWithinMicros;

  void open(Passage admitted, Runnable cut, long nowMicros) {
    passage = admitted;
    renewedMicros = nowMicros;
    renewWithinMicros = admitted.renewWithin();
    quietly(() -> admitted.onCut(cut));
  }

  /** Says that the request still runs, if it is time to. */
  void tick(long nowMicros, long renewEveryMicros) {
    Passage waiting = passage;
    long every = Math.min(renewEveryMicros, renewWithinMicros);
    if (waiting != null && nowMicros - renewedMicros >= every) {
      renewedMicros = nowMicros;
      quietly(waiting::renew);
    }
  }

  /** Tells the outcome unless one was told before. */
  void end(Outcome outcome) {
    Passage waiting = passage;
    passage = null;
    if (waiting != null) {
      tell(waiting, outcome);
    }
  }

  /** Tells a passage that was never opened. */
  static void tell(Passage passage, Outcome outcome) {
    quietly(() -> passage.ended(outcome));
  }

  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a passage failed", e);
    }
  }
}
