package dev.headgate.core.scenario;

import dev.headgate.core.scenario.MeterSpec.AllotmentSpec;
import dev.headgate.core.scenario.MeterSpec.BucketSpec;
import dev.headgate.core.scenario.MeterSpec.CarrySpec;
import dev.headgate.core.scenario.MeterSpec.CeilingSpec;
import dev.headgate.core.scenario.MeterSpec.LogSpec;
import dev.headgate.core.scenario.MeterSpec.PermitsSpec;
import dev.headgate.core.scenario.MeterSpec.PoolSpec;
import dev.headgate.core.scenario.MeterSpec.SlicesSpec;
import dev.headgate.core.scenario.MeterSpec.ToleranceSpec;
import dev.headgate.core.scenario.MeterSpec.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes up policies, calls and stretches of time in which limits bite: few keys, small amounts,
 * instants at which much happens at once.
 */
public final class Scenario {
  /** Instant at which every scenario begins, in microseconds. */
  public static final long START = 1_764_000_000_000_000L;

  private static final long SECOND = 1_000_000;

  private final RandomGenerator random;
  private int names;

  /** Everything follows from the generator. */
  public Scenario(RandomGenerator random) {
    this.random = random;
  }

  /** A policy of 1 to 6 rules of mixed kinds. */
  public PolicySpec policy() {
    List<RuleSpec> rules = new ArrayList<>();
    int count = random.nextInt(1, 7);
    for (int i = 0; i < count; i++) {
      rules.add(rule(random.nextInt(4) == 0));
    }
    long life = random.nextLong(1, 20) * SECOND;
    return new PolicySpec("first", rules, life, 2 * life, random.nextBoolean());
  }

  /** The same with every rule enforced and no refused call charged. */
  public PolicySpec enforced() {
    PolicySpec policy = policy();
    List<RuleSpec> rules =
        policy.rules().stream().map(rule -> rule.shadow(false).chargeRefused(false)).toList();
    return policy.rules("enforced", rules);
  }

  /** The policy with a few rules changed: amounts, names, order, number. */
  public PolicySpec changed(PolicySpec policy) {
    List<RuleSpec> rules = new ArrayList<>();
    for (RuleSpec rule : policy.rules()) {
      switch (random.nextInt(8)) {
        case 0 -> rules.addFirst(rule);
        case 1 -> rules.add(rule.renamed(name()));
        case 2 -> rules.add(rule.shadow(!rule.shadow()));
        case 3, 4 -> rules.add(rule.meter(changed(rule.meter())));
        default -> rules.add(rule);
      }
    }
    if (rules.size() < 6 && random.nextInt(4) == 0) {
      rules.add(rule(random.nextBoolean()));
    }
    return policy.rules("later", rules);
  }

  /** A rule of any kind. */
  public RuleSpec rule(boolean shadow) {
    boolean points = random.nextBoolean();
    String by = random.nextInt(3) == 0 ? null : random.nextBoolean() ? "app" : "issue";
    MeterSpec meter = meter();
    points &= !(meter instanceof PermitsSpec);
    long debtMax = random.nextInt(3) == 0 ? random.nextLong(1 + meter.amount() / 2) : 0;
    return new RuleSpec(
        name(),
        random.nextInt(3) == 0,
        points ? "points" : "requests",
        by,
        meter,
        shadow,
        random.nextInt(5) == 0,
        debtMax,
        List.of());
  }

  /** Numbers of any kind of meter. */
  public MeterSpec meter() {
    long amount = random.nextLong(1, 24);
    return switch (random.nextInt(12)) {
      case 0 -> new BucketSpec(amount, random.nextLong(1, 30), SECOND);
      case 1 -> new BucketSpec(amount, random.nextLong(1, 30), random.nextLong(1, 40_000_000));
      case 2 -> new WindowSpec(amount, random.nextLong(1, 40) * SECOND);
      case 3 -> new LogSpec(amount, random.nextLong(1, 40_000_000));
      case 4 -> new AllotmentSpec(amount, random.nextLong(1, 40) * SECOND);
      case 5 -> new SlicesSpec(amount, random.nextLong(1, 40) * SECOND, random.nextInt(1, 9));
      case 6 -> new CeilingSpec(amount);
      case 7 -> new CarrySpec(amount, length(), random.nextLong(1, amount + 1));
      case 8 -> tolerance(amount);
      case 9, 10 -> pool();
      default -> new PermitsSpec(amount, random.nextLong(1, 30) * SECOND, older());
    };
  }

  private MeterSpec tolerance(long amount) {
    int of = random.nextInt(2, 7);
    return new ToleranceSpec(amount, length(), random.nextInt(1, of), of);
  }

  /** A pool: plain, or with any of the three switches. */
  public PoolSpec pool() {
    int atOnce = random.nextBoolean() ? 10_000 : random.nextInt(10_001);
    int guaranteed = random.nextBoolean() ? 0 : random.nextInt(5_001);
    long saved = random.nextBoolean() ? 0 : random.nextLong(1, 20);
    long amount = random.nextLong(1, 90);
    return new PoolSpec(amount, atOnce, guaranteed, random.nextLong(1, 12), saved);
  }

  private long length() {
    return random.nextLong(1, 40) * SECOND;
  }

  private long older() {
    return random.nextBoolean() ? 0 : random.nextLong(3 * SECOND);
  }

  /**
   * Other numbers for the same counter. A bucket stays as it is where a change of its rate would
   * round a part of a millionth, and so do a pool and an allotment that looks back.
   */
  private MeterSpec changed(MeterSpec meter) {
    return switch (meter) {
      case BucketSpec bucket when bucket.period() != SECOND -> bucket;
      case BucketSpec bucket ->
          new BucketSpec(random.nextLong(1, 24), random.nextLong(1, 30), SECOND);
      case WindowSpec(long amount, long length) ->
          new WindowSpec(random.nextLong(1, 24), random.nextInt(4) == 0 ? length + SECOND : length);
      case AllotmentSpec(long amount, long length) ->
          new AllotmentSpec(random.nextLong(1, 24), length);
      case CeilingSpec(long amount) -> new CeilingSpec(random.nextLong(1, 24));
      case LogSpec(long amount, long length) -> new LogSpec(random.nextLong(1, 24), length);
      case SlicesSpec(long amount, long length, int slices) ->
          new SlicesSpec(random.nextLong(1, 24), length, slices);
      case PermitsSpec(long amount, long lease, long olderThan) ->
          new PermitsSpec(random.nextLong(1, 24), lease, older());
      case CarrySpec carry -> carry;
      case ToleranceSpec tolerance -> tolerance;
      case PoolSpec pool -> pool;
    };
  }

  /** A call by one of three apps on one of three issues; sometimes with an id used before. */
  public CallSpec call() {
    long points = random.nextInt(12) == 0 ? random.nextLong(17) : random.nextLong(5);
    long least = random.nextBoolean() ? points : random.nextLong(points + 1);
    String id = random.nextInt(6) == 0 ? "own-" + random.nextInt(4) : null;
    return new CallSpec(
        "app-" + random.nextInt(3), "issue-" + random.nextInt(3), points, least, id);
  }

  /** How long until something happens again, in microseconds; often not at all. */
  public long pause() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> 0;
      case 3 -> random.nextLong(3);
      case 4 -> random.nextLong(SECOND / 10);
      case 5 -> SECOND;
      case 6 -> random.nextLong(10 * SECOND);
      default -> random.nextInt(5) == 0 ? random.nextLong(600 * SECOND) : random.nextLong(SECOND);
    };
  }

  private String name() {
    names++;
    return "rule-" + names;
  }
}
