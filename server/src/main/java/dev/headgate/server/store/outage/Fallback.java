package dev.headgate.server.store.outage;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.server.observe.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The limiters of this node, for as long as the store does not answer. Safe for all threads. */
final class Fallback {
  /** The most reservations that it remembers. */
  private static final int REMEMBERED_MAX = 100_000;

  /** After so long at most a refused caller may come again: the store may be back by then. */
  private static final long RETRY_MAX = 5 * Micros.SECOND;

  private final MemoryStore store;
  private final LongSupplier waitLeft;
  private final LongAdder granted = new LongAdder();
  private final LongAdder unlimited = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile Reduced present = Reduced.of(PolicySnapshot.builder("none").build());
  private volatile boolean used;

  /**
   * Limiters that have granted nothing yet.
   *
   * @param listener hears how what they granted ended
   * @param waitLeft how long until the store is asked again, in microseconds
   */
  Fallback(SettlementListener listener, LongSupplier waitLeft) {
    store = new MemoryStore(REMEMBERED_MAX, listener);
    this.waitLeft = waitLeft;
  }

  /** The store of what was granted here. */
  MemoryStore store() {
    return store;
  }

  /** Whether a reservation is of here. */
  boolean granted(Reservation reservation) {
    return used && Reduced.isOne(reservation.plan().snapshot());
  }

  /** What was answered here to the same call under its id, or null where nothing was. */
  @Nullable Taken repeated(Plan plan) {
    if (!used || plan.call().id() == null) {
      return null;
    }
    Immediate<Taken> answer = new Immediate<>();
    store.peekAll(reduced(plan, List.of()), answer);
    Taken known = answer.get();
    return known.repetition() == Taken.Repetition.FIRST ? null : marked(known, known.verdicts());
  }

  /**
   * Decides a call.
   *
   * @param covered places of the claims that need no limiter, since leases in hand cover them
   */
  Taken decide(Plan plan, List<Integer> covered) {
    used = true;
    for (int i = 0; i < plan.matched().size(); i++) {
      if (!covered.contains(i) && Reduced.refuses(plan.matched().claim(i))) {
        return closed(plan);
      }
    }
    Plan here = reduced(plan, covered);
    if (here.matched().denial() != null) {
      return closed(plan);
    }
    Immediate<Taken> answer = new Immediate<>();
    store.takeAll(here, answer);
    Taken taken = answer.get();
    return taken.passed() ? passed(here, taken) : refused(taken);
  }

  /** Looks up what was granted here. */
  @Nullable Found find(String id, long now) {
    if (!used) {
      return null;
    }
    Immediate<Found> answer = new Immediate<>();
    store.find(id, now, answer);
    return answer.get() instanceof Found.None ? null : answer.get();
  }

  void showIn(Metrics metrics) {
    metrics.counter("headgate.outage.granted", granted::sum);
    metrics.counter("headgate.outage.unlimited", unlimited::sum);
    metrics.counter("headgate.outage.refused", refused::sum);
  }

  private Plan reduced(Plan plan, List<Integer> covered) {
    PolicySnapshot rules = of(plan.snapshot()).snapshot();
    Matched all = rules.match(plan.call(), plan.now());
    List<Claim> left = new ArrayList<>(all.claims());
    for (int index : covered) {
      int ordinal = plan.matched().claim(index).ordinal();
      left.removeIf(claim -> claim.ordinal() == ordinal);
    }
    Matched matched = new Matched(all.quote(), left, all.denial());
    return new Plan(rules, plan.call(), matched, plan.now(), plan.reservationId());
  }

  @SuppressWarnings("ReferenceEquality") // a policy that was read anew is another one
  private Reduced of(PolicySnapshot stated) {
    Reduced known = present;
    if (known.stated() != stated) {
      known = Reduced.of(stated);
      present = known;
    }
    return known;
  }

  private Taken passed(Plan here, Taken taken) {
    granted.increment();
    if (taken.verdicts().anyFailed()) {
      unlimited.increment();
    }
    Reservation held = new Decision.Allowed(here, taken).reservation();
    return new Taken(taken.verdicts(), taken.at(), true, held, taken.repetition(), true);
  }

  private Taken refused(Taken taken) {
    refused.increment();
    Verdicts verdicts = taken.verdicts();
    long[] levels = new long[Verdicts.WORDS_EACH * verdicts.size()];
    long[] passesAt = new long[verdicts.size()];
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      levels[Verdicts.WORDS_EACH * i] = verdict.level();
      levels[Verdicts.WORDS_EACH * i + 1] = verdict.levelAt();
      passesAt[i] = Math.min(verdict.passesAt(), taken.at() + RETRY_MAX);
    }
    Matched matched = matched(verdicts);
    return marked(taken, new Verdicts(matched, taken.at(), false, levels, passesAt));
  }

  private static Matched matched(Verdicts verdicts) {
    List<Claim> claims = verdicts.stream().map(Verdict::claim).toList();
    return new Matched(Quote.points(0), claims, null);
  }

  /** Refused by a limit of which this node may grant nothing. */
  private Taken closed(Plan plan) {
    refused.increment();
    Matched matched = plan.matched();
    long now = plan.now();
    long[] levels = new long[Verdicts.WORDS_EACH * matched.size()];
    long[] passesAt = new long[matched.size()];
    long retry = now + Math.clamp(waitLeft.getAsLong(), Micros.SECOND, RETRY_MAX);
    for (int i = 0; i < matched.size(); i++) {
      levels[Verdicts.WORDS_EACH * i] = matched.claim(i).meter().levelOf(0);
      levels[Verdicts.WORDS_EACH * i + 1] = retry;
      passesAt[i] = matched.claim(i).binds() ? retry : now;
    }
    Verdicts verdicts = new Verdicts(matched, now, false, levels, passesAt);
    return new Taken(verdicts, now, false, null, Taken.Repetition.FIRST, true);
  }

  private static Taken marked(Taken taken, Verdicts verdicts) {
    return new Taken(
        verdicts, taken.at(), taken.passed(), taken.reservation(), taken.repetition(), true);
  }
}
