package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is worked out once per caller and operation, so that conditions and formulas stay off the
 * hot path. Bounded for each caller and for all together, up to what threads add at one instant: at
 * a bound the entries are dropped and fill again. Safe for all threads.
 */
final class Preparations {
  /** The most entries of all callers together. */
  static final int ENTRIES_MAX = 250_000;

  /** The most entries of one caller, who may choose the methods of operations that take any. */
  static final int OPERATIONS_MAX = 2_000;

  private final PolicySnapshot snapshot;
  private final Map<Caller, Map<Operation, Prepared>> byCaller = new ConcurrentHashMap<>();
  private final AtomicInteger entries = new AtomicInteger();

  Preparations(PolicySnapshot snapshot) {
    this.snapshot = snapshot;
  }

  Prepared of(Call call, long now) {
    Map<Operation, Prepared> byOperation = byCaller.get(call.caller());
    Prepared prepared = byOperation == null ? null : byOperation.get(call.operation());
    if (prepared != null && prepared.from() <= now && now < prepared.until()) {
      return prepared;
    }
    return prepare(call, now);
  }

  /** How many entries there are. */
  int size() {
    return entries.get();
  }

  private Prepared prepare(Call call, long now) {
    Prepared prepared = compute(call, now);
    makeRoom(call.caller());
    Map<Operation, Prepared> byOperation =
        byCaller.computeIfAbsent(call.caller(), caller -> new ConcurrentHashMap<>());
    if (byOperation.put(call.operation(), prepared) == null) {
      entries.incrementAndGet();
    }
    return prepared;
  }

  private void makeRoom(Caller caller) {
    if (entries.get() >= ENTRIES_MAX) {
      // First the count: what is added between the two is then counted too high, never too low.
      entries.set(0);
      byCaller.clear();
      return;
    }
    Map<Operation, Prepared> own = byCaller.get(caller);
    if (own != null && own.size() >= OPERATIONS_MAX && byCaller.remove(caller, own)) {
      entries.addAndGet(-own.size());
    }
  }

  private Prepared compute(Call call, long now) {
    List<Prepared.Candidate> candidates = new ArrayList<>();
    long until = nextChange(now);
    for (int i = 0; i < snapshot.rules().size(); i++) {
      Rule rule = snapshot.rules().get(i);
      Prepared.Candidate candidate = candidate(rule, i, call, now);
      if (candidate != null) {
        candidates.add(candidate);
      }
    }
    return Prepared.of(snapshot, call, candidates, now, until);
  }

  private Prepared.@Nullable Candidate candidate(Rule rule, int ordinal, Call call, long now) {
    boolean fixed = rule.applies().fixed();
    if (fixed && !rule.applies().test(call)) {
      return null;
    }
    Phase phase = snapshot.phase(rule, call, now);
    if (phase == Phase.OFF) {
      return null;
    }
    Key key = rule.partition().fixed(call) ? rule.partition().key(call) : null;
    return new Prepared.Candidate(rule, ordinal, rule.meter(call), phase, key, !fixed);
  }

  /** The next instant at which a phase may change. */
  private long nextChange(long now) {
    long next = Micros.NEVER;
    for (Rule rule : snapshot.rules()) {
      next = Math.min(next, rule.phases().nextChange(now));
    }
    for (Exemption exemption : snapshot.exemptions()) {
      next = sooner(next, exemption.until(), now);
    }
    for (TemporaryOverride override : snapshot.overrides()) {
      next = sooner(next, override.until(), now);
    }
    return next;
  }

  private static long sooner(long next, long instant, long now) {
    return instant > now ? Math.min(next, instant) : next;
  }
}
