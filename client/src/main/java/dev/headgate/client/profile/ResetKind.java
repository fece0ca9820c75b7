package dev.headgate.client.profile;

/** How the value of a reset field is to be understood. */
public enum ResetKind {
  /** Seconds from the response on. */
  DELTA_SECONDS,
  /** Seconds since the epoch, by the server's clock. */
  EPOCH_SECONDS,
  /** Not known: by its shape, then by its size. */
  BY_SHAPE
}
