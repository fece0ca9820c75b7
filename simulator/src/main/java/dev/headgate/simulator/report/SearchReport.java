package dev.headgate.simulator.report;

import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.search.Answer;
import dev.headgate.simulator.search.Question;
import dev.headgate.simulator.search.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search for an amount, for people and programs. Immutable.
 *
 * @param head how it came about
 * @param question what was searched
 * @param now the limit's amount now, for those that have most
 * @param answer what was found
 */
public record SearchReport(ReportHead head, Question question, long now, Answer answer) {
  /** Why the answer is about less than the whole input; none where it is not. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    if (answer.spool().full().isEmpty()) {
      gaps.addAll(Report.gaps(answer.reading()));
    } else {
      gaps.add(answer.spool().full());
      gaps.addAll(Report.gaps(answer.reading().ended(ReplayResult.End.WHOLE)));
    }
    if (answer.outcome() instanceof Answer.Outcome.Stopped && gaps.isEmpty()) {
      gaps.add("it was stopped before the amount was found");
    }
    return List.copyOf(gaps);
  }

  /** Whether there is an amount. */
  public boolean found() {
    return switch (answer.outcome()) {
      case Answer.Outcome.Told told -> true;
      case Answer.Outcome.Bisected bisected -> true;
      case Answer.Outcome.Scanned scanned -> true;
      case Answer.Outcome.Impossible impossible -> false;
      case Answer.Outcome.Unconcerned unconcerned -> false;
      case Answer.Outcome.Stopped stopped -> false;
    };
  }

  /** The search as maps, lists, texts and numbers. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("headgate", head.headgate());
    tree.put("partial", !gaps().isEmpty());
    tree.put("gaps", gaps());
    tree.put("policy", map("file", head.policy(), "version", head.policyVersion()));
    tree.put("mapping", map("name", head.mapping(), "version", head.mappingVersion()));
    tree.put("seed", head.seed());
    tree.put("spread", head.spread());
    tree.put("command", head.typed());
    tree.put("input", map("sha256", answer.reading().reading().sha256()));
    tree.put("lines", answer.reading().reading().lines());
    tree.put("calls", answer.reading().decided());
    tree.put("limit", question.limit());
    tree.put("now", now);
    tree.put("unit", answer.unit());
    tree.put("of", answer.counted().toString());
    tree.put("share", percent(question.share()));
    tree.put("times", question.times());
    outcome(tree);
    List<Object> trials = new ArrayList<>();
    for (Trial trial : answer.trials()) {
      trials.add(
          map("amount", trial.amount(), "within", trial.within(), "members", trial.members()));
    }
    tree.put("amounts", trials);
    tree.put("spool", map("calls", answer.spool().calls(), "bytes", answer.spool().bytes()));
    return tree;
  }

  private void outcome(Map<String, Object> tree) {
    switch (answer.outcome()) {
      case Answer.Outcome.Told(long amount, List<Answer.Group> groups) -> {
        tree.put("method", "one-pass");
        tree.put("amount", amount);
        List<Object> named = new ArrayList<>();
        for (Answer.Group group : groups) {
          named.add(
              map("name", group.name(), "amount", group.amount(), "members", group.members()));
        }
        tree.put("groups", named);
      }
      case Answer.Outcome.Bisected(long amount) -> {
        tree.put("method", "bisection");
        tree.put("amount", amount);
      }
      case Answer.Outcome.Scanned scanned -> {
        tree.put("method", "scan");
        tree.put("amount", scanned.amount());
        tree.put("safe", scanned.safe());
        tree.put("step", scanned.step());
        tree.put("monotone", scanned.monotone());
      }
      case Answer.Outcome.Impossible(long most) -> {
        tree.put("method", "impossible");
        tree.put("most", most);
      }
      case Answer.Outcome.Unconcerned unconcerned -> tree.put("method", "unconcerned");
      case Answer.Outcome.Stopped stopped -> tree.put("method", "stopped");
    }
  }

  /** A share of hundredths of a percent as people write it: 95%, 99.5%. */
  static String percent(int share) {
    int part = share % 100;
    String rest = part % 10 == 0 ? String.valueOf(part / 10) : String.format("%02d", part);
    return share / 100 + (part == 0 ? "" : "." + rest) + "%";
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }
}
