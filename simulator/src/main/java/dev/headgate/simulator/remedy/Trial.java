package dev.headgate.simulator.remedy;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import dev.headgate.simulator.replay.Deciding;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One remedy, taken by the limited apps and by nobody else. For one thread. */
final class Trial implements Arrivals {
  private final Remedy remedy;
  private final Habit habit;
  private final Set<String> limited;
  private final Deciding engine;
  private final Map<String, Sums> sums = new HashMap<>();

  /** What one app came to. */
  static final class Sums {
    private long calls;
    private long points;
    private long refused;

    long calls() {
      return calls;
    }

    long points() {
      return points;
    }

    long refused() {
      return refused;
    }
  }

  Trial(Remedy remedy, Habit habit, Set<String> limited, PolicySnapshot rules) {
    this.remedy = remedy;
    this.habit = habit;
    this.limited = limited;
    engine = new Deciding(rules, this::decided);
    limited.forEach(app -> sums.put(app, new Sums()));
  }

  @Override
  public void arrived(LoggedCall call, long at) throws IOException {
    habit.until(at, engine);
    String app = call.call().caller().attribute("app");
    if (app != null && limited.contains(app)) {
      habit.made(call, at, engine);
    } else {
      engine.arrived(call, at);
    }
  }

  @Override
  public void finish() throws IOException {
    habit.until(Long.MAX_VALUE, engine);
  }

  Remedy remedy() {
    return remedy;
  }

  /** What a limited app came to. */
  Sums of(String app) {
    return sums.getOrDefault(app, new Sums());
  }

  private void decided(LoggedCall call, Decision decision) {
    String app = call.call().caller().attribute("app");
    Sums own = app == null ? null : sums.get(app);
    if (own != null) {
      own.calls++;
      own.points += decision.plan().matched().quote().reserve(Quote.POINTS);
      own.refused += decision instanceof Decision.Allowed ? 0 : 1;
    }
  }
}
