package dev.headgate.server.gateway;

/** Something on a lane that looks at the clock now and then and can be asked to finish. */
interface Timed {

  /** Looks at its deadlines; may leave the lane. */
  void tick(long nowMicros);

  /** Finishes what runs and then leaves; at once if nothing runs. */
  void drain();

  /** The drain time is over: ends what runs, says so where it can, and leaves once that is out. */
  void cut();

  /** Leaves now, whatever runs and whatever was not sent yet. */
  void abort();
}
