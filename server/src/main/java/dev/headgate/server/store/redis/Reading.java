package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Matched;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The script's answer to a call, read with the arithmetic of the core: it sends the words of each
 * counter as they stand, and only for those whose words are many what the node would work out.
 *
 * @param status what became of the call
 * @param verdicts one for each claim
 * @param taken the claims that were taken
 * @param heldBack whether it is refused only because of what is held for other calls
 */
record Reading(int status, Verdicts verdicts, List<Claim> taken, boolean heldBack) {
  static final int REFUSED = 0;
  static final int PASSED = 1;
  static final int SAME = 2;
  static final int OTHER = 3;

  /** The periods that were spelled do not reach the server's instant. */
  static final int BEYOND = 9;

  private static final int TAKEN = 1;
  private static final int FAILED = 2;
  private static final int CHARGED = 4;
  private static final int TOUCHED = 8;
  private static final int QUARANTINED = 16;
  private static final int HELD_BACK = 32;

  static Reading of(Matched matched, long now, boolean taking, ByteBuffer answer) {
    int status = answer.get();
    if (status == OTHER || status == BEYOND) {
      return new Reading(status, Verdicts.NONE, List.of(), false);
    }
    long[] levels = new long[Verdicts.WORDS_EACH * matched.size()];
    long[] passesAt = new long[matched.size()];
    List<Claim> taken = new ArrayList<>(matched.size());
    boolean failed = false;
    boolean heldBack = status == REFUSED;
    for (int i = 0; i < matched.size(); i++) {
      Claim claim = matched.claim(i);
      int flags = answer.get();
      One one = One.of(claim, now, flags, answer);
      levels[Verdicts.WORDS_EACH * i] = one.level();
      levels[Verdicts.WORDS_EACH * i + 1] = one.levelAt();
      passesAt[i] = one.passesAt();
      failed |= one.passesAt() > now;
      heldBack &= (flags & FAILED) == 0 || (flags & HELD_BACK) != 0 || !claim.binds();
      if ((flags & TAKEN) != 0) {
        taken.add(claim);
      }
    }
    boolean all = taken.size() == matched.size();
    Verdicts verdicts =
        new Verdicts(matched, now, taking && status == PASSED, levels, failed ? passesAt : null);
    return new Reading(status, verdicts, all ? matched.claims() : taken, heldBack);
  }

  /** How one claim stands. */
  private record One(long passesAt, long level, long levelAt) {
    static One of(Claim claim, long now, int flags, ByteBuffer answer) {
      long quarantined = (flags & QUARANTINED) == 0 ? now : (long) answer.getDouble();
      boolean asks = (flags & (FAILED | CHARGED)) != 0;
      Meter meter = claim.meter();
      if (meter.grows()) {
        long passesAt = (long) answer.getDouble();
        long level = (long) answer.getDouble();
        long levelAt = (long) answer.getDouble();
        return new One(asks ? Math.max(quarantined, passesAt) : now, level, levelAt);
      }
      long[] words = new long[meter.words()];
      if ((flags & TOUCHED) != 0) {
        for (int i = 0; i < words.length; i++) {
          words[i] = (long) answer.getDouble();
        }
      }
      long passesAt = asks ? meter.passesAt(words, 0, claim.cost(), now) : now;
      return new One(
          Math.max(quarantined, passesAt),
          meter.level(words, 0, now),
          meter.levelAt(words, 0, claim.cost(), now));
    }
  }
}
