package dev.headgate.server.http;

/** Something to be asked about a call. Safe for all threads. */
@FunctionalInterface
interface Question {
  /** Asks; the answer may come later and on another thread. */
  void ask(Planned planned, Answered answered);
}
