package dev.headgate.server.gateway;

/** Something on a lane that looks at the clock now and then and can be asked to finish. */
interface Timed {

  /** Looks at its deadlines; may leave the lane. */
  void tick(long nowMicros);

  /** Finishes what runs and then leaves; at once if nothing runs. */
  void drain();

  /** Leaves now, whatever runs. */
  void abort();
}
