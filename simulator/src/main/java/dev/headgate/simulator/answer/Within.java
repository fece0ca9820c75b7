package dev.headgate.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many apps were within one limit: never refused by it, enforced or not.
 *
 * @param rule the limit
 * @param group of apps; empty for all
 * @param apps that it concerned
 * @param within those of them that it never refused
 */
public record Within(String rule, String group, long apps, long within) {
  /** For each limit all apps, then each group, in the order of the policy. */
  public static List<Within> of(Tally tally) {
    List<Within> all = new ArrayList<>();
    for (int rule = 0; rule < tally.rules().size(); rule++) {
      Map<String, long[]> groups = new TreeMap<>();
      for (Map.Entry<String, Usage> app : tally.members().all().entrySet()) {
        if (app.getKey().equals(Tally.NOBODY)) {
          continue;
        }
        count(groups, "", app.getValue(), rule);
        for (String group : tally.groups(app.getKey())) {
          count(groups, group, app.getValue(), rule);
        }
      }
      String name = tally.rules().get(rule).rule().name();
      groups.forEach((group, sums) -> all.add(new Within(name, group, sums[0], sums[1])));
    }
    return all;
  }

  private static void count(Map<String, long[]> groups, String group, Usage app, int rule) {
    if (app.byRule().claims(rule) > 0) {
      long[] sums = groups.computeIfAbsent(group, any -> new long[2]);
      sums[0]++;
      sums[1] += app.byRule().failed(rule) == 0 ? 1 : 0;
    }
  }
}
