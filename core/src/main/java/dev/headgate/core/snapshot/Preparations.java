package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.time.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is worked out once per caller and operation, so that conditions and formulas stay off the
 * hot path. Bounded: at its bound a map is emptied and fills again. Safe for all threads.
 */
final class Preparations {
  static final int CALLERS_MAX = 100_000;
  static final int OPERATIONS_MAX = 2_000;

  private final PolicySnapshot snapshot;
  private final Map<Caller, Map<String, Prepared>> byCaller = new ConcurrentHashMap<>();

  Preparations(PolicySnapshot snapshot) {
    this.snapshot = snapshot;
  }

  Prepared of(Call call, long now) {
    Map<String, Prepared> byOperation = byCaller.get(call.caller());
    Prepared prepared = byOperation == null ? null : byOperation.get(call.operation().name());
    if (prepared != null
        && prepared.from() <= now
        && now < prepared.until()
        && prepared.operation().equals(call.operation())) {
      return prepared;
    }
    return prepare(call, now);
  }

  private Prepared prepare(Call call, long now) {
    if (byCaller.size() >= CALLERS_MAX) {
      byCaller.clear();
    }
    Map<String, Prepared> byOperation =
        byCaller.computeIfAbsent(call.caller(), caller -> new ConcurrentHashMap<>());
    if (byOperation.size() >= OPERATIONS_MAX) {
      byOperation.clear();
    }
    Prepared prepared = compute(call, now);
    byOperation.put(call.operation().name(), prepared);
    return prepared;
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
    return new Prepared.Candidate(
        rule, ordinal, rule.meters().meter().apply(call), phase, key, !fixed);
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
