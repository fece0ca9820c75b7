package dev.headgate.core.usage;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.SettlementListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far quotes were from costs, by operation, since the start: of calls whose cost was not final
 * when they were decided. Calls that were not carried out and cost nothing are counted apart.
 * Bounded by {@link #OPERATIONS_MAX} names. Safe for all threads.
 */
public final class CostDrift implements SettlementListener {
  /** The most operations kept apart; those beyond share {@link #OTHERS}. */
  public static final int OPERATIONS_MAX = 1_000;

  /** So many recent calls, at least, say what is typical. */
  public static final long TYPICAL_CALLS_MIN = 100;

  /** The name under which operations beyond the bound are counted together. */
  public static final String OTHERS = "(others)";

  private final ConcurrentHashMap<String, Sums> byOperation = new ConcurrentHashMap<>();

  /**
   * The drift of one operation.
   *
   * @param operation its name
   * @param calls calls settled or expired
   * @param unspent further calls that were not carried out and cost nothing
   * @param points what the calls were quoted and cost
   * @param refunded calls that cost less than was reserved
   * @param indebted calls that cost more
   * @param recent what they cost lately
   */
  public record Drift(
      String operation,
      long calls,
      long unspent,
      Points points,
      long refunded,
      long indebted,
      Recent recent) {
    /**
     * Whether its recent costs are enough to reserve by: those of {@link #TYPICAL_CALLS_MIN} calls
     * of one operation.
     */
    public boolean isTypical() {
      return recent.calls() >= TYPICAL_CALLS_MIN && !operation.equals(OTHERS);
    }
  }

  /**
   * What calls cost on the newest day of UTC that saw any, and on the day before.
   *
   * @param calls how many there were
   * @param half half of them cost at most so much; at most a sixteenth above the exact number
   * @param most 95 % of them cost at most so much, likewise
   */
  public record Recent(long calls, long half, long most) {}

  /**
   * Points of one operation.
   *
   * @param quoted reserved for the calls
   * @param settled what they cost
   * @param unpaid what no rule could charge
   */
  public record Points(long quoted, long settled, long unpaid) {}

  private record Sums(
      LongAdder unspent, LongAdder quoted, LongAdder settled, LongAdder unpaid, Counts counts) {
    Sums() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new Counts());
    }
  }

  private record Counts(
      LongAdder calls, LongAdder refunded, LongAdder indebted, RecentSpread recent) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new RecentSpread());
    }
  }

  @Override
  public void ended(Ending ending) {
    Reservation reservation = ending.reservation();
    if (reservation.quote().isFinal()) {
      return;
    }
    Sums sums = sums(reservation.call().operation().name());
    long reserved = reservation.quote().reserve(Quote.POINTS);
    long cost = ending.actual().cost(Quote.POINTS, reserved);
    sums.unpaid().add(UsageRecorder.unpaid(ending.settlement()));
    switch (ending.settlement().outcome()) {
      case SETTLED, EXPIRED -> first(sums, ending, reserved, cost);
      case CORRECTED_LATE, RECORDED_LATE, UNKNOWN ->
          sums.settled().add(cost - ending.before().cost(Quote.POINTS, reserved));
    }
  }

  private static void first(Sums sums, Ending ending, long reserved, long cost) {
    if (ending.actual().nothing()) {
      sums.unspent().increment();
      return;
    }
    sums.quoted().add(reserved);
    sums.settled().add(cost);
    sums.counts().calls().increment();
    sums.counts().recent().add(cost, ending.at());
    if (cost < reserved) {
      sums.counts().refunded().increment();
    } else if (cost > reserved) {
      sums.counts().indebted().increment();
    }
  }

  /** The drifts by name of operation. */
  public List<Drift> drifts() {
    List<Drift> drifts = new ArrayList<>();
    byOperation.forEach((operation, sums) -> drifts.add(drift(operation, sums)));
    drifts.sort(java.util.Comparator.comparing(Drift::operation));
    return drifts;
  }

  private static Drift drift(String operation, Sums sums) {
    Points points = new Points(sums.quoted().sum(), sums.settled().sum(), sums.unpaid().sum());
    return new Drift(
        operation,
        sums.counts().calls().sum(),
        sums.unspent().sum(),
        points,
        sums.counts().refunded().sum(),
        sums.counts().indebted().sum(),
        sums.counts().recent().recent());
  }

  private Sums sums(String operation) {
    Sums known = byOperation.get(operation);
    if (known != null) {
      return known;
    }
    String name = byOperation.size() >= OPERATIONS_MAX ? OTHERS : operation;
    return byOperation.computeIfAbsent(name, any -> new Sums());
  }
}
