package dev.headgate.simulator.remedy;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.quota.Review;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.time.Micros;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Witness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Holds the use of a quota by each app against the criteria of a review: days on which more than a
 * share of its amount was used in one period, and tenants in the same days. Days are those of UTC;
 * the last is that of the last call. For one thread.
 */
public final class Reviews implements Witness {
  /** The most apps, and tenants of all of them; those beyond are not looked at. */
  private static final int KNOWN_MAX = 1_000_000;

  private static final long DAY = 86_400 * Micros.SECOND;

  private final Review review;
  private final Map<Key, Used> used = new HashMap<>();
  private final Map<String, Seen> apps = new HashMap<>();
  private int tenants;
  private long last;

  /** What one key used in its present period. */
  private static final class Used {
    private long reset;
    private long amount;
  }

  /** What is known of one app. */
  private static final class Seen {
    private final TreeSet<Long> heavyDays = new TreeSet<>();
    private final Map<String, Long> lastDays = new HashMap<>();
  }

  /**
   * An app under the quota.
   *
   * @param app its name
   * @param heavyDays of the last days that count
   * @param tenants that it had in them
   * @param met whether it meets all criteria
   */
  public record Reviewed(String app, int heavyDays, long tenants, boolean met) {}

  /** Without calls. */
  public Reviews(Review review) {
    this.review = review;
  }

  /** The criteria. */
  public Review review() {
    return review;
  }

  @Override
  public void decided(LoggedCall call, Decision decision) {
    String app = call.call().caller().attribute("app");
    Verdicts verdicts = decision.verdicts();
    for (int i = 0; app != null && i < verdicts.size(); i++) {
      if (verdicts.claim(i).rule().name().equals(review.quota())) {
        seen(call, app, decision, i);
      }
    }
  }

  private void seen(LoggedCall call, String app, Decision decision, int number) {
    long day = decision.at() / DAY;
    last = Math.max(last, day);
    Seen seen =
        apps.size() < KNOWN_MAX ? apps.computeIfAbsent(app, a -> new Seen()) : apps.get(app);
    if (seen == null) {
      return;
    }
    String tenant = call.call().caller().attribute("tenant");
    if (tenant != null && (tenants < KNOWN_MAX || seen.lastDays.containsKey(tenant))) {
      tenants += seen.lastDays.put(tenant, day) == null ? 1 : 0;
    }
    boolean taken = decision instanceof Decision.Allowed && !decision.verdicts().failed(number);
    if (taken && isHeavy(decision.verdicts(), number)) {
      seen.heavyDays.add(day);
    }
  }

  private boolean isHeavy(Verdicts verdicts, int number) {
    Claim claim = verdicts.claim(number);
    if (used.size() >= KNOWN_MAX) {
      used.clear();
    }
    Used own = used.computeIfAbsent(claim.key(), key -> new Used());
    long reset = verdicts.resetAt(number);
    own.amount = own.reset == reset ? own.amount + claim.cost() : claim.cost();
    own.reset = reset;
    return review.heavy(own.amount, claim.meter().amount());
  }

  /** Apps with a heavy day: those that meet the criteria first, then by heavy days and name. */
  public List<Reviewed> reviewed() {
    List<Reviewed> all = new ArrayList<>();
    apps.forEach((app, seen) -> all.add(reviewed(app, seen)));
    all.removeIf(one -> one.heavyDays() == 0 && !one.met());
    all.sort(
        Comparator.comparing((Reviewed one) -> !one.met())
            .thenComparing(Reviewed::heavyDays, Comparator.reverseOrder())
            .thenComparing(Reviewed::app));
    return all;
  }

  private Reviewed reviewed(String app, Seen seen) {
    long before = last - review.of();
    int heavy = seen.heavyDays.tailSet(before, false).size();
    long had = seen.lastDays.values().stream().filter(day -> day > before).count();
    return new Reviewed(app, heavy, had, review.met(heavy, had));
  }
}
