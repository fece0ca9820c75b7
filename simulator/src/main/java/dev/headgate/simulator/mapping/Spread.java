package dev.headgate.simulator.mapping;

/** How calls that have the same stamp are laid over the time that the stamp stands for. */
public enum Spread {
  /** At equal distances, in the order of the log. */
  EVEN,
  /** At instants drawn by the seed, in the order of the log. */
  SEEDED,
  /** All at its beginning. */
  STACKED
}
