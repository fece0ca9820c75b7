package dev.headgate.core.decision;

/** Gives ids of reservations, never the same twice. Safe for all threads. */
@FunctionalInterface
public interface IdSource {
  /** A new id of 1 to 64 visible ASCII characters. */
  String next();
}
