package dev.headgate.simulator.remedy;

import dev.headgate.core.call.Operation;
import dev.headgate.core.quota.Review;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.Policy;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.answer.Usage;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.replay.Arrivals;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.replay.Undecided;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The remedies, each tried in an engine of its own, for the apps that were refused. In one trial
 * all of these apps take the remedy; all others do as they did. For one thread.
 */
public final class Trials implements Arrivals {
  /** The most apps that remedies are tried for: those that were refused most. */
  public static final int APPS_MAX = 1_000;

  private static final long DUPLICATE = 60 * Micros.SECOND;
  private static final long PERMISSION = 600 * Micros.SECOND;

  private final Map<String, Tried.State> limited = new LinkedHashMap<>();
  private final List<Trial> trials = new ArrayList<>();
  private final List<Undecided> undecided = new ArrayList<>();

  /**
   * Trials that have not begun.
   *
   * @param setting under which they are tried
   * @param rules of it that the log can decide
   * @param before the sums of the replay without remedies
   */
  public Trials(Setting setting, PolicySnapshot rules, Tally before) {
    before.apps().all().entrySet().stream()
        .filter(app -> app.getValue().refused() > 0 && !app.getKey().equals(Tally.NOBODY))
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Usage> app) -> -app.getValue().refused())
                .thenComparing(Map.Entry::getKey))
        .limit(APPS_MAX)
        .forEach(app -> limited.put(app.getKey(), state(app.getValue())));
    PolicySnapshot enforced = setting.settings().rules(rules);
    add(Remedy.FEWER_OBJECTS, new ChangedCalls(new HalvedPages(rules.prices())), enforced);
    reads(setting, enforced);
    add(Remedy.SPREAD, new Spreading(setting.settings().seed()), enforced);
    tier(setting.policy().review(), enforced);
  }

  /**
   * Under what remedies are tried.
   *
   * @param policy that decides
   * @param mapping of the log
   * @param settings of the replay
   */
  public record Setting(Policy policy, Mapping mapping, ReplaySettings settings) {}

  /** Whether any app was refused: else there is nothing to try. */
  public boolean anyLimited() {
    return !limited.isEmpty();
  }

  @Override
  public void arrived(LoggedCall call, long at) throws IOException {
    for (Trial trial : trials) {
      trial.arrived(call, at);
    }
  }

  @Override
  public void finish() throws IOException {
    for (Trial trial : trials) {
      trial.finish();
    }
  }

  /** What came of them: app by app, most refused first, the remedy that saves most points first. */
  public List<Tried> tried() {
    List<Tried> all = new ArrayList<>();
    limited.forEach(
        (app, before) ->
            trials.stream()
                .map(trial -> new Tried(app, trial.remedy(), before, state(trial.of(app))))
                .sorted(
                    Comparator.comparingLong(Tried::saved)
                        .reversed()
                        .thenComparingLong(one -> one.after().refused())
                        .thenComparing(Tried::remedy))
                .forEach(all::add));
    return all;
  }

  /** Remedies that this log or policy cannot tell, with the reason. */
  public List<Undecided> undecided() {
    return List.copyOf(undecided);
  }

  private void add(Remedy remedy, Habit habit, PolicySnapshot rules) {
    trials.add(new Trial(remedy, habit, limited.keySet(), rules));
  }

  /** Remembering needs to know what a read was of: by the parameters of its route. */
  private void reads(Setting setting, PolicySnapshot rules) {
    boolean routed =
        setting.mapping().call().operation() == null
            && !setting.policy().routes().routes().isEmpty();
    if (routed) {
      Predicate<Operation> reads =
          one -> one.method().equals("GET") && !one.name().equals(Policy.OTHER);
      add(Remedy.NO_DUPLICATES, new Remembering(reads, DUPLICATE), rules);
      add(
          Remedy.CACHED_PERMISSIONS,
          new Remembering(reads.and(Trials::isPermissionCheck), PERMISSION),
          rules);
      return;
    }
    String why =
        setting.mapping().call().operation() == null
            ? "the policy has no routes, so that reads of one object are not known from others"
            : "the log names operations, not paths, so that reads of one object are not known";
    undecided.add(new Undecided(Remedy.NO_DUPLICATES.word(), why));
    undecided.add(new Undecided(Remedy.CACHED_PERMISSIONS.word(), why));
  }

  /** By its name: price books derive names from what their providers wrote. */
  private static boolean isPermissionCheck(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT).contains("permission");
  }

  private void tier(@org.jspecify.annotations.Nullable Review review, PolicySnapshot rules) {
    if (review == null) {
      String why = "the policy has no review that grants one";
      undecided.add(new Undecided(Remedy.BETTER_TIER.word(), why));
    } else {
      add(Remedy.BETTER_TIER, new ChangedCalls(new Promoted(review.grants())), rules);
    }
  }

  private static Tried.State state(Usage usage) {
    return new Tried.State(usage.calls(), usage.points(), usage.refused());
  }

  private static Tried.State state(Trial.Sums sums) {
    return new Tried.State(sums.calls(), sums.points(), sums.refused());
  }
}
