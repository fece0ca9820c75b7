package dev.headgate.server.cli;

import dev.headgate.policy.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Problems of documents as a command shows them. */
final class Problems {
  private Problems() {}

  /** One line for each, and a count. */
  static void show(Terminal terminal, String word, List<Problem> problems) {
    Terminal.Colour colour = word.equals("warning") ? Terminal.Colour.YELLOW : Terminal.Colour.RED;
    for (Problem problem : problems) {
      terminal.note(terminal.in(colour, word) + " " + problem);
    }
  }

  /** The problems as objects for programs. */
  static List<Map<String, Object>> json(List<Problem> problems) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Problem problem : problems) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", problem.file());
      one.put("line", problem.line());
      one.put("column", problem.column());
      one.put("path", problem.path());
      one.put("message", problem.message());
      one.put("hint", problem.hint());
      list.add(one);
    }
    return list;
  }
}
