package dev.headgate.server.cli;

import java.util.ArrayList;
import java.util.List;

/** What went wrong, in one line for people. */
final class Causes {
  private static final int CAUSES_MAX = 5;

  private Causes() {}

  static String sentence(Throwable failure) {
    List<String> causes = new ArrayList<>();
    Throwable cause = failure;
    while (cause != null && causes.size() < CAUSES_MAX) {
      String message = cause.getMessage();
      String text = message == null ? cause.getClass().getSimpleName() : message;
      if (causes.stream().noneMatch(said -> said.contains(text) || text.endsWith(said))) {
        causes.add(text);
      }
      cause = cause.getCause();
    }
    return String.join(": ", causes);
  }
}
