package dev.headgate.core.memory;

import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Taking;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Matched;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One atomic step on the counters of a call: first {@link #check}, then one of the others. Used
 * while the stripes of all its keys are held. Claims that follow each other with one key on one
 * shelf share a look-up; where all of them do, the second pass needs none.
 */
@SuppressWarnings("ReferenceEquality") // the same key is mostly the same object; others look it up
final class Step {
  /** The one member of the pool that pools share at the bound. */
  private static final Key OVERFLOW_MEMBER = Counter.overflowIn(Counter.OVERFLOW);

  private final Counters.Binding binding;
  private final Matched matched;
  private final long now;
  private final Scratch scratch;
  private boolean failed;
  private boolean overflowed;

  /** How many claims are on pools, and the counters of the one where there is one only. */
  private int pools;

  private @Nullable Joint onlyJoint;

  /** The one cell of all claims, or null where there are several or none yet. */
  private long @Nullable [] sole;

  Step(Counters.Binding binding, Matched matched, long now, Scratch scratch) {
    this.binding = binding;
    this.matched = matched;
    this.now = now;
    this.scratch = scratch;
    scratch.ensure(matched.size());
  }

  /** What the first pass found. */
  enum Check {
    PASSED,
    FAILED,
    /** A new key must share an overflow counter, whose stripe is not held yet. */
    NO_ROOM
  }

  /** What becomes of claims in the second pass. */
  private enum Pass {
    TAKE,
    REFUSE,
    LOOK
  }

  /** Finds when each claim passes. */
  Check check(boolean overflowHeld) {
    Check check = Check.PASSED;
    long[] cell = null;
    Shelf shelf = null;
    Key key = null;
    int found = 0;
    for (int i = 0; i < matched.size(); i++) {
      Claim claim = matched.claim(i);
      Counter counter = binding.of(claim.ordinal());
      if (!counter.remembers()) {
        check = checkAlone(claim, i) || !claim.binds() ? check : Check.FAILED;
        continue;
      }
      if (claim.pool() != null) {
        found += 2;
        if (!checkPool(counter, claim, i, overflowHeld)) {
          return Check.NO_ROOM;
        }
        check = scratch.passesAt[i] > now && claim.binds() ? Check.FAILED : check;
        continue;
      }
      if (counter.shelf() != shelf || claim.key() != key) {
        shelf = counter.shelf();
        key = claim.key();
        cell = shelf.find(key);
        found++;
      }
      long passesAt;
      int state = counter.touchedState(key, cell);
      scratch.states[i] = state;
      if (cell != null && state != 0) {
        passesAt = claim.meter().passesAt(cell, state, claim.cost(), now);
      } else if (hasRoom(counter, claim)) {
        passesAt = passesAt(counter, claim, key, cell);
      } else if (overflowHeld) {
        passesAt = overflow(counter, claim, i);
      } else {
        return Check.NO_ROOM;
      }
      scratch.passesAt[i] = passesAt;
      if (passesAt > now) {
        failed = true;
        check = claim.binds() ? Check.FAILED : check;
      }
    }
    sole = found == 1 && !overflowed ? cell : null;
    return check;
  }

  /** Takes what passes; a shadow that does not is charged where its limit charges refused calls. */
  Verdicts take(long serial) {
    return finish(Pass.TAKE, serial);
  }

  /** Takes nothing, but charges each binding claim whose limit charges refused calls. */
  Verdicts refuse() {
    return finish(Pass.REFUSE, 0);
  }

  /** Takes and charges nothing. */
  Verdicts look() {
    return finish(Pass.LOOK, 0);
  }

  /** Whether all claims were taken, each from the counter of its own key. */
  boolean asPlanned() {
    return !failed && !overflowed;
  }

  /** The claims that pass, with the keys of the counters really charged. */
  List<Claim> taken() {
    if (asPlanned()) {
      return matched.claims();
    }
    List<Claim> taken = new ArrayList<>(matched.size());
    for (int i = 0; i < matched.size(); i++) {
      if (scratch.passesAt[i] <= now) {
        taken.add(charged(i));
      }
    }
    return taken;
  }

  /** The second pass: takes or charges, and notes how each counter stands then. */
  private Verdicts finish(Pass pass, long serial) {
    long[] levels = new long[Verdicts.WORDS_EACH * matched.size()];
    Taking taking = new Taking(1, now, serial);
    long[] cell = sole;
    Shelf shelf = null;
    Key key = null;
    for (int i = 0; i < matched.size(); i++) {
      Claim claim = matched.claim(i);
      Counter counter = binding.of(claim.ordinal());
      if (!counter.remembers()) {
        note(levels, i, claim, Shelf.UNTOUCHED, 0);
        continue;
      }
      Key charged = charged(i, claim);
      if (claim.pool() != null) {
        finishPool(pass, i, counter, levels, serial);
        // The member's cell may be that of others and be another one now.
        shelf = null;
        continue;
      }
      if (sole == null && (counter.shelf() != shelf || charged != key)) {
        shelf = counter.shelf();
        key = charged;
        cell = shelf.find(charged);
      }
      taking = taking.of(claim.cost());
      cell = touch(pass, i, counter, cell, taking);
      if (cell == null || scratch.states[i] == 0) {
        int state = counter.state(charged, cell);
        note(levels, i, claim, counter.stands(charged, cell), state);
      } else {
        note(levels, i, claim, cell, scratch.states[i]);
      }
    }
    long[] passesAt = failed ? Arrays.copyOf(scratch.passesAt, matched.size()) : null;
    return new Verdicts(matched, now, pass == Pass.TAKE, levels, passesAt);
  }

  private void note(long[] levels, int index, Claim claim, long[] stands, int state) {
    levels[Verdicts.WORDS_EACH * index] = claim.meter().level(stands, state, now);
    levels[Verdicts.WORDS_EACH * index + 1] =
        claim.meter().levelAt(stands, state, claim.cost(), now);
  }

  /** Takes or charges one claim as the pass demands; its cell then. */
  private long @Nullable [] touch(
      Pass pass, int index, Counter counter, long @Nullable [] cell, Taking taking) {
    Claim claim = matched.claim(index);
    if (pass == Pass.TAKE && scratch.passesAt[index] <= now) {
      Key key = charged(index, claim);
      int state = scratch.states[index];
      return claim.cost() == 0 ? cell : counter.take(key, cell, state, claim.meter(), taking);
    }
    return charges(pass, claim) ? chargeRefused(counter, index, claim, cell) : cell;
  }

  /** Whether a claim passes that depends on this call alone. */
  private boolean checkAlone(Claim claim, int index) {
    scratch.passesAt[index] = claim.meter().passesAt(Shelf.UNTOUCHED, 0, claim.cost(), now);
    boolean passes = scratch.passesAt[index] <= now;
    failed |= !passes;
    return passes;
  }

  /** Finds when a claim on a pool passes; false where it must wait for the overflow counter. */
  private boolean checkPool(Counter counter, Claim claim, int index, boolean overflowHeld) {
    Joint joint = Joint.of(counter, claim, claim.meter());
    int keysMax = claim.rule().terms().keysMax();
    boolean poolHasRoom = joint.known() || joint.poolHasRoom(keysMax, now);
    if (!poolHasRoom || !(joint.known() || joint.memberHasRoom(keysMax, now))) {
      if (!overflowHeld) {
        return false;
      }
      markOverflowed(index);
      scratch.poolOverflowed[index] = !poolHasRoom;
      joint = joint(counter, index);
    }
    scratch.passesAt[index] = joint.passesAt(claim.cost(), now);
    failed |= scratch.passesAt[index] > now;
    onlyJoint = pools++ == 0 ? joint : null;
    return true;
  }

  private void finishPool(Pass pass, int index, Counter counter, long[] levels, long serial) {
    Claim claim = matched.claim(index);
    Joint joint = onlyJoint != null ? onlyJoint : joint(counter, index);
    if (pass == Pass.TAKE && scratch.passesAt[index] <= now) {
      if (claim.cost() > 0) {
        joint.take(new Taking(claim.cost(), now, serial));
        noteOverflow(counter, index);
      }
    } else if (charges(pass, claim)) {
      long cost = Math.min(claim.cost(), joint.room(0, now));
      if (cost > 0) {
        joint.take(new Taking(cost, now, 0));
        noteOverflow(counter, index);
        scratch.passesAt[index] = joint.passesAt(claim.cost(), now);
      }
    }
    levels[Verdicts.WORDS_EACH * index] = joint.level(now);
    levels[Verdicts.WORDS_EACH * index + 1] = joint.levelAt(claim.cost(), now);
  }

  private Joint joint(Counter counter, int index) {
    Claim charged = charged(index);
    return Joint.of(counter, charged, charged.meter());
  }

  private void noteOverflow(Counter counter, int index) {
    if (isOverflowed(index)) {
      counter.overflowed();
    }
  }

  /** The claim with the keys of the counters that it is really on. */
  private Claim charged(int index) {
    Claim claim = matched.claim(index);
    Key pool = claim.pool();
    if (!isOverflowed(index)) {
      return claim;
    }
    if (pool == null) {
      return claim.at(Counter.OVERFLOW, null);
    }
    // A pool is never left for another one while it has room: it would be granted twice.
    Key shared = scratch.poolOverflowed[index] ? Counter.OVERFLOW : pool;
    return claim.at(Counter.overflowIn(shared), shared);
  }

  /** The stripes of all counters that the claims share at the bound of live keys. */
  static long overflowBits(Matched matched) {
    long bits = Stripes.bit(Counter.OVERFLOW.hash());
    for (Claim claim : matched.claims()) {
      Key pool = claim.pool();
      if (pool != null) {
        bits |= Stripes.bit(Counter.overflowIn(pool).hash());
        bits |= Stripes.bit(OVERFLOW_MEMBER.hash());
      }
    }
    return bits;
  }

  /** Whether a new key may be one of the live keys of a limit. */
  private boolean hasRoom(Counter counter, Claim claim) {
    return !counter.full(claim.rule().terms().keysMax())
        || counter.shelf().evictFor(claim.key(), counter, now);
  }

  /** Turns a claim to the overflow counter; the instant at which it passes there. */
  private long overflow(Counter counter, Claim claim, int index) {
    markOverflowed(index);
    long[] cell = counter.shelf().find(Counter.OVERFLOW);
    scratch.states[index] = counter.touchedState(Counter.OVERFLOW, cell);
    return passesAt(counter, claim, Counter.OVERFLOW, cell);
  }

  private void markOverflowed(int index) {
    if (!overflowed) {
      Arrays.fill(scratch.overflowed, false);
      overflowed = true;
    }
    scratch.overflowed[index] = true;
  }

  private boolean isOverflowed(int index) {
    return overflowed && scratch.overflowed[index];
  }

  private long passesAt(Counter counter, Claim claim, Key key, long @Nullable [] cell) {
    int state = counter.state(key, cell);
    return claim.meter().passesAt(counter.stands(key, cell), state, claim.cost(), now);
  }

  /**
   * Whether a claim that was not taken is charged as if its limit were enforced alone. A cost that
   * can never pass is not charged, as its limit alone would refuse it for good.
   */
  private static boolean charges(Pass pass, Claim claim) {
    return pass != Pass.LOOK
        && claim.binds() == (pass == Pass.REFUSE)
        && claim.rule().terms().chargeRefused()
        && !claim.meter().holds()
        && claim.cost() <= claim.meter().capacity();
  }

  private long @Nullable [] chargeRefused(
      Counter counter, int index, Claim claim, long @Nullable [] cell) {
    Meter meter = claim.meter();
    Key key = charged(index, claim);
    long room = meter.room(counter.stands(key, cell), counter.state(key, cell), 0, now);
    long cost = Math.min(claim.cost(), room);
    if (cost == 0) {
      return cell;
    }
    int state = counter.touchedState(key, cell);
    long[] after = counter.take(key, cell, state, meter, new Taking(cost, now, 0));
    scratch.passesAt[index] = passesAt(counter, claim, key, after);
    return after;
  }

  private Key charged(int index, Claim claim) {
    return isOverflowed(index) ? Counter.OVERFLOW : claim.key();
  }
}
