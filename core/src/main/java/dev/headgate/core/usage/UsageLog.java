package dev.headgate.core.usage;

/** Takes records of what happened, each once. Safe for all threads; quick, and does not throw. */
@FunctionalInterface
public interface UsageLog {
  /** Appends a record. */
  void append(UsageRecord happened);
}
