package dev.headgate.simulator.search;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each needs of a limit that counts in windows and that nobody shares: the most that was used
 * at once, where the amount is so great that nothing is refused. For one thread.
 */
final class Needs implements Witness {
  private final Counted counted;
  private final List<String> grouping;
  private final Map<String, Need> needs = new HashMap<>();
  private long cut;

  private static final class Need {
    private final List<String> groups;
    private long most;

    Need(List<String> groups) {
      this.groups = groups;
    }
  }

  /**
   * Nobody has called.
   *
   * @param grouping attributes of callers by which they are grouped
   */
  Needs(Counted counted, List<String> grouping) {
    this.counted = counted;
    this.grouping = grouping;
  }

  @Override
  public void decided(LoggedCall call, Decision decision) {
    Verdicts verdicts = decision.verdicts();
    for (int i = 0; i < verdicts.size(); i++) {
      String name = counted.name(call, verdicts.claim(i).key());
      if (name != null) {
        Need need = needs.get(Members.kept(name, needs.size(), needs.containsKey(name)));
        if (need == null) {
          need = new Need(groups(call));
          needs.put(Members.kept(name, needs.size(), false), need);
        }
        cut = Math.max(cut, cuttable(decision, verdicts.claim(i)));
        long used = verdicts.claim(i).meter().amount() - verdicts.remaining(i);
        need.most = Math.max(need.most, used);
      }
    }
  }

  /** What a call reserves above the least it costs: a smaller amount would cut it to itself. */
  private static long cuttable(Decision decision, Claim claim) {
    long least = decision.plan().matched().quote().minimum(claim.rule().unit());
    return least < claim.cost() ? claim.cost() : 0;
  }

  /**
   * The most that a call reserved without costing it at least: for amounts below, what is needed is
   * not told by what was used.
   */
  long cut() {
    return cut;
  }

  private List<String> groups(LoggedCall call) {
    List<String> groups = new ArrayList<>();
    for (String attribute : grouping) {
      @Nullable String value = call.call().caller().attribute(attribute);
      groups.add(attribute + "=" + (value == null ? "(none)" : value));
    }
    return List.copyOf(groups);
  }

  /** What everybody needs, the least first. */
  long[] sorted() {
    return needs.values().stream().mapToLong(one -> one.most).sorted().toArray();
  }

  /** The same for each group. */
  Map<String, long[]> sortedByGroup() {
    Map<String, List<Long>> grouped = new TreeMap<>();
    for (Need need : needs.values()) {
      for (String group : need.groups) {
        grouped.computeIfAbsent(group, any -> new ArrayList<>()).add(need.most);
      }
    }
    Map<String, long[]> sorted = new TreeMap<>();
    grouped.forEach(
        (group, all) -> sorted.put(group, all.stream().mapToLong(one -> one).sorted().toArray()));
    return sorted;
  }

  /**
   * The smallest amount at which a share has what it needs: the value at that place among all,
   * which SQL calls {@code percentile_disc}. At least 1.
   *
   * @param sorted the least first, at least one
   * @param share in hundredths of a percent
   */
  static long quantile(long[] sorted, int share) {
    long needed = ((long) share * sorted.length + Question.WHOLE - 1) / Question.WHOLE;
    return Math.max(1, sorted[(int) needed - 1]);
  }
}
