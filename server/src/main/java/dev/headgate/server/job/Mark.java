package dev.headgate.server.job;

import java.util.Locale;

/** How far a call of a job has come. */
public enum Mark {
  /** To be made. */
  PLANNED,
  /** A request left, and nothing came back yet. */
  SENT,
  /** Answered, whatever the status. */
  DONE,
  /** Sent, and nobody knows whether it was carried out; never sent again. */
  UNKNOWN;

  /** As it stands in a journal. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
