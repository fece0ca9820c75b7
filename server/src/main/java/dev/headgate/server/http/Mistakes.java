package dev.headgate.server.http;

import java.io.UncheckedIOException;

/** Tells the caller's mistakes from our own and from the world's. */
final class Mistakes {
  private static final System.Logger LOG = System.getLogger(Mistakes.class.getName());

  private Mistakes() {}

  static ApiProblem problem(Throwable cause) {
    return switch (cause) {
      case RequestException mistake -> mistake.problem();
      case IllegalArgumentException beyond -> Problems.beyond(String.valueOf(beyond.getMessage()));
      case UncheckedIOException failed -> {
        LOG.log(System.Logger.Level.ERROR, "the audit log could not be written", failed);
        yield Problems.auditFailed();
      }
      default -> {
        LOG.log(System.Logger.Level.ERROR, "a request met a bug", cause);
        yield Problems.internal();
      }
    };
  }
}
