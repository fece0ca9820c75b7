package dev.headgate.client.listen;

/** Takes notes. */
@FunctionalInterface
public interface Listener {
  /** Wants to know nothing. */
  Listener NONE = note -> {};

  /** Something happened; must return soon and not throw. */
  void happened(Note note);
}
