package dev.headgate.simulator.answer;

import dev.headgate.core.snapshot.PhaseSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who would be hurt as one limit is enforced for more and more apps: shares are nested, so who is
 * hurt at 5 % is hurt at 10 % too.
 *
 * @param rule the limit
 * @param steps in rising order
 */
public record Rollout(String rule, List<Step> steps) {
  /** Shares that are shown, in hundredths of a percent. */
  private static final List<Integer> SHARES = List.of(100, 500, 1_000, 2_500, 5_000, 10_000);

  /**
   * One share.
   *
   * @param share of the apps for which it is enforced, in hundredths of a percent
   * @param apps for which it would be
   * @param hurt those of them of which it would refuse calls
   */
  public record Step(int share, long apps, long hurt) {}

  public Rollout {
    steps = List.copyOf(steps);
  }

  /** The steps of each limit that would refuse calls of apps, in the order of the policy. */
  public static List<Rollout> of(Tally tally) {
    List<Rollout> rollouts = new ArrayList<>();
    for (int rule = 0; rule < tally.rules().size(); rule++) {
      Rollout rollout = of(tally, rule);
      if (rollout.steps().getLast().hurt() > 0) {
        rollouts.add(rollout);
      }
    }
    return rollouts;
  }

  private static Rollout of(Tally tally, int rule) {
    String name = tally.rules().get(rule).rule().name();
    long[] apps = new long[SHARES.size()];
    long[] hurt = new long[SHARES.size()];
    for (Map.Entry<String, Usage> app : tally.members().all().entrySet()) {
      ClaimUsage usage = app.getValue().byRule();
      if (usage.claims(rule) > 0 && !app.getKey().equals(Tally.NOBODY)) {
        int position = PhaseSchedule.position(name, app.getKey());
        for (int i = 0; i < apps.length; i++) {
          boolean included = position < SHARES.get(i);
          apps[i] += included ? 1 : 0;
          hurt[i] += included && usage.failed(rule) > 0 ? 1 : 0;
        }
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < apps.length; i++) {
      steps.add(new Step(SHARES.get(i), apps[i], hurt[i]));
    }
    return new Rollout(name, steps);
  }
}
