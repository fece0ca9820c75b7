package dev.headgate.server.cli;

import dev.headgate.policy.check.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Differences between two policies as a command shows them. */
final class Changes {
  private Changes() {}

  /** One line for each. */
  static void show(Terminal terminal, List<Change> changes) {
    for (Change change : changes) {
      terminal.line(terminal.in(colour(change), change.toString()));
    }
  }

  /** The differences as objects for programs. */
  static List<Map<String, Object>> json(List<Change> changes) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Change change : changes) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("kind", change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      one.put("name", change.name());
      one.put("detail", change.detail());
      list.add(one);
    }
    return list;
  }

  private static Terminal.Colour colour(Change change) {
    return switch (change.kind()) {
      case NOTICE_BROKEN -> Terminal.Colour.RED;
      case TIGHTENED, REMOVED, COUNTS_ANEW, CONSISTENCY_CHANGED, TOLD_DIFFERENTLY, EMERGENCY ->
          Terminal.Colour.YELLOW;
      case ADDED, LOOSENED, PHASES_MOVED, REVIEW_CHANGED -> Terminal.Colour.GREEN;
    };
  }
}
