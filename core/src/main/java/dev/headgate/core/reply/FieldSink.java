package dev.headgate.core.reply;

/** Receives header fields in the order in which they are to be sent. */
@FunctionalInterface
public interface FieldSink {
  /** One field line; the same name may come more than once. */
  void field(String name, String value);
}
