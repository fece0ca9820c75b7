package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.pricing.Quote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of matching that all calls of one operation by one caller share between two instants;
 * the whole of it, where nothing looks at attributes of the single call.
 *
 * @param whole what every call without costs and query of its own comes to, or null where calls
 *     differ
 * @param latest what the latest other call came to, or null where a condition looks at the call
 */
record Prepared(
    PolicySnapshot snapshot,
    Operation operation,
    List<Candidate> candidates,
    long from,
    long until,
    @Nullable Matched whole,
    @Nullable Latest latest) {

  /** A rule that concerns the caller, with what is known of its claim. */
  record Candidate(
      Rule rule, int ordinal, Meter meter, Phase phase, @Nullable Key key, boolean conditional) {}

  static Prepared of(
      PolicySnapshot snapshot, Call call, List<Candidate> candidates, long from, long until) {
    Operation operation = call.operation();
    List<Candidate> all = List.copyOf(candidates);
    if (!unconditional(snapshot, all)) {
      return new Prepared(snapshot, operation, all, from, until, null, null);
    }
    Latest latest = Latest.of(all, call);
    Prepared part = new Prepared(snapshot, operation, all, from, until, null, latest);
    if (!call.costs().isEmpty() || !latest.isShared()) {
      return part;
    }
    Call usual = call.withQuery("");
    Matched whole = part.compute(usual, snapshot.quote(usual));
    return new Prepared(snapshot, operation, all, from, until, whole, latest);
  }

  Matched match(Call call) {
    Matched usual = whole;
    boolean asks = !call.query().isEmpty() && snapshot.prices().rule(operation).asks();
    if (usual != null && call.costs().isEmpty() && !asks) {
      return usual;
    }
    Quote quote = snapshot.quote(call);
    Latest before = latest;
    if (before == null) {
      return compute(call, quote);
    }
    Matched same = before.at(call, quote);
    return same != null ? same : before.keep(call, compute(call, quote));
  }

  /** Whether only keys and costs may differ between calls. */
  private static boolean unconditional(PolicySnapshot snapshot, List<Candidate> candidates) {
    return candidates.stream().noneMatch(Candidate::conditional)
        && snapshot.gates().stream()
            .allMatch(gate -> gate.applies().fixed() && gate.admits().fixed());
  }

  private Matched compute(Call call, Quote quote) {
    Denial denial = closedGate(call);
    List<Claim> claims = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      if (candidate.conditional() && !candidate.rule().applies().test(call)) {
        continue;
      }
      Key key = key(candidate, call, claims);
      if (key != null) {
        claims.add(claim(candidate, key, pool(candidate, call), quote));
      } else if (denial == null) {
        denial = keyless(candidate, call);
      }
    }
    return new Matched(quote, claims, denial != null ? denial : tooDear(claims, quote));
  }

  /** The key; the same object for all rules of one partition, so that a store knows it at once. */
  private static @Nullable Key key(Candidate candidate, Call call, List<Claim> claims) {
    Partition partition = candidate.rule().partition();
    for (Claim claim : claims) {
      if (claim.rule().partition().equals(partition)) {
        return claim.key();
      }
    }
    return candidate.key() != null ? candidate.key() : partition.key(call);
  }

  private static @Nullable Key pool(Candidate candidate, Call call) {
    Partition partition = candidate.rule().partition();
    return partition.members() == 0 ? null : partition.pools().key(call);
  }

  private @Nullable Denial closedGate(Call call) {
    for (Gate gate : snapshot.gates()) {
      if (gate.applies().test(call) && !gate.admits().test(call)) {
        return new Denial(Denial.Kind.GATE, gate.reason(), gate.detail());
      }
    }
    return null;
  }

  /** A rule that does not bind makes no claim where there is no key. */
  private @Nullable Denial keyless(Candidate candidate, Call call) {
    if (!candidate.phase().binds()) {
      return null;
    }
    Partition partition = candidate.rule().partition();
    int bytes = partition.keyBytes(call);
    if (bytes > Key.BYTES_MAX) {
      return tooLong(candidate.rule(), bytes);
    }
    return partition.missing() == Partition.Missing.SKIP ? null : missing(candidate);
  }

  private Denial tooLong(Rule rule, int bytes) {
    return new Denial(
        Denial.Kind.INCOMPLETE,
        rule.reason(operation.product()),
        rule.partition().attributes()
            + ": "
            + bytes
            + " bytes (expected: <= "
            + Key.BYTES_MAX
            + " by "
            + rule.name()
            + ")");
  }

  private Denial missing(Candidate candidate) {
    Partition partition = candidate.rule().partition();
    return new Denial(
        Denial.Kind.INCOMPLETE,
        candidate.rule().reason(operation.product()),
        "the call lacks one of "
            + partition.attributes()
            + " (expected by "
            + candidate.rule().name()
            + ")");
  }

  /** A cost above the capacity is cut to it as long as the least it costs still fits. */
  private static Claim claim(Candidate candidate, Key key, @Nullable Key pool, Quote quote) {
    String unit = candidate.rule().unit();
    long cost = quote.reserve(unit);
    long capacity = candidate.meter().capacity();
    if (cost > capacity && quote.minimum(unit) <= capacity) {
      cost = capacity;
    }
    return new Claim(
        candidate.rule(),
        candidate.ordinal(),
        key,
        pool,
        candidate.meter(),
        cost,
        candidate.phase());
  }

  private @Nullable Denial tooDear(List<Claim> claims, Quote quote) {
    for (Claim claim : claims) {
      long least = quote.minimum(claim.rule().unit());
      if (claim.binds() && least > claim.meter().capacity()) {
        return new Denial(
            Denial.Kind.TOO_DEAR,
            claim.rule().reason(operation.product()),
            claim.rule().unit()
                + ": "
                + least
                + " (expected: <= "
                + claim.meter().capacity()
                + " by "
                + claim.rule().name()
                + ")");
      }
    }
    return null;
  }
}
