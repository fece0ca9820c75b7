package dev.headgate.server.http;

import dev.headgate.core.decision.Plan;

/** Something to be asked about a call. Safe for all threads. */
@FunctionalInterface
interface Question {
  /** Asks; the answer may come later and on another thread. */
  void ask(Plan plan, Answered answered);
}
