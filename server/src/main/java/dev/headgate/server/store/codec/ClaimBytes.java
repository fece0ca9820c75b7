package dev.headgate.server.store.codec;

import dev.headgate.core.call.Call;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Claims by the names of their counters. One whose rule is gone is read as nothing; the others have
 * the amounts of the policy under which they are read.
 */
final class ClaimBytes {
  private ClaimBytes() {}

  static void write(ByteWriter out, RuleNames names, List<Claim> claims) {
    out.each(claims, (each, claim) -> write(each, names, claim));
  }

  static List<Claim> read(ByteReader in, RuleNames names, Call call) {
    return inOrder(in.each(each -> read(names, call, each)));
  }

  /** Where each claim as it was written, or null where its rule is gone, stands. */
  static List<@Nullable Claim> readAll(ByteReader in, RuleNames names, Call call) {
    return in.each(each -> read(names, call, each));
  }

  /** Those whose rules are there, in the order of the policy. */
  static List<Claim> inOrder(List<@Nullable Claim> claims) {
    return claims.stream()
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingInt(Claim::ordinal))
        .toList();
  }

  private static void write(ByteWriter out, RuleNames names, Claim claim) {
    out.block(names.name(claim.ordinal())).block(claim.key().bytes());
    Key pool = claim.pool();
    out.flag(pool != null);
    if (pool != null) {
      out.block(pool.bytes());
    }
    out.number(claim.cost()).octet(number(claim.phase()));
  }

  private static @Nullable Claim read(RuleNames names, Call call, ByteReader in) {
    Integer ordinal = names.ordinal(in.block());
    Key key = Key.read(in.block());
    Key pool = in.flag() ? Key.read(in.block()) : null;
    long cost = in.number();
    Phase phase = phase(in.octet());
    if (ordinal == null) {
      return null;
    }
    Rule rule = names.snapshot().rules().get(ordinal);
    return new Claim(rule, ordinal, key, pool, rule.meters().meter().apply(call), cost, phase);
  }

  /** Written numbers never change, whatever becomes of the order of the phases. */
  private static int number(Phase phase) {
    return switch (phase) {
      case OFF -> 0;
      case OBSERVE -> 1;
      case ADVERTISE -> 2;
      case ENFORCE -> 3;
    };
  }

  private static Phase phase(int number) {
    return switch (number) {
      case 0 -> Phase.OFF;
      case 1 -> Phase.OBSERVE;
      case 2 -> Phase.ADVERTISE;
      case 3 -> Phase.ENFORCE;
      default -> throw new IllegalArgumentException("phase: " + number + " (expected: 0 to 3)");
    };
  }
}
