package dev.headgate.core.quota;

import dev.headgate.core.time.Period;
import dev.headgate.core.time.Window;
import java.util.HashMap;
import java.util.Map;

/**
 * The sharing of an hour's pool as one would do it by hand: every member is looked at whenever
 * anything is released and whenever a stretch of two minutes ends. Amounts in thousandths.
 */
public final class SlowPool {
  private static final long STRETCH = 120_000_000;
  private static final long TICKS = 65_536;

  private final long amount;
  private final PoolTerms terms;
  private final Map<String, Member> members = new HashMap<>();
  private Window window = new Window(0, 1);
  private long cameBefore;
  private long returned;
  private long released;
  private long spare;
  private long common;
  private long promised;
  private long stretch;

  /** A member, in the period that it came in last. */
  private static final class Member {
    long cameIn;
    boolean active;
    long seenIn;
    long own;
    long accrued;
    long portion;
    long left;
    long drawn;
    long debt;
    long used;

    Member copy() {
      Member copy = new Member();
      copy.cameIn = cameIn;
      copy.active = active;
      copy.seenIn = seenIn;
      copy.own = own;
      copy.accrued = accrued;
      copy.portion = portion;
      copy.left = left;
      copy.drawn = drawn;
      copy.debt = debt;
      copy.used = used;
      return copy;
    }
  }

  /** A pool of which nothing was taken yet. */
  public SlowPool(long amount, PoolTerms terms) {
    this.amount = amount;
    this.terms = terms;
  }

  /** What a member that comes now could take; nobody notices. */
  public long available(String name, long now) {
    SlowPool then = copy();
    Member member = then.enter(name, now);
    return member.own + then.common(member) + member.left;
  }

  /** What a member that comes now would owe; nobody notices. */
  public long owed(String name, long now) {
    return copy().enter(name, now).debt;
  }

  /** What would be left of the portion of a member that comes now; nobody notices. */
  public long guaranteed(String name, long now) {
    return copy().enter(name, now).left;
  }

  private SlowPool copy() {
    SlowPool copy = new SlowPool(amount, terms);
    members.forEach((name, member) -> copy.members.put(name, member.copy()));
    copy.window = window;
    copy.cameBefore = cameBefore;
    copy.returned = returned;
    copy.released = released;
    copy.spare = spare;
    copy.common = common;
    copy.promised = promised;
    copy.stretch = stretch;
    return copy;
  }

  /** A member takes so many units, whether it may or not. */
  public void take(String name, long cost, long now) {
    Member member = enter(name, now);
    long wanted = cost * 1_000;
    long own = Math.min(wanted, member.own);
    long shared = Math.min(wanted - own, common(member));
    long left = Math.min(wanted - own - shared, member.left);
    member.own -= own;
    common -= shared;
    member.drawn += shared;
    member.left -= left;
    member.debt += wanted - own - shared - left;
    member.used += wanted;
  }

  /** A member gives back so many units of those it took at an instant. */
  public void giveBack(String name, long cost, long at, long now) {
    Window present = Period.hour().at(Math.max(now, window.start()));
    Member member = members.get(name);
    boolean same = present.start() == window.start() && at >= window.start();
    if (!same || member == null || member.cameIn != window.start()) {
      return;
    }
    advance(now);
    long back = Math.min(cost * 1_000, member.used);
    member.used -= back;
    long debt = Math.min(back, member.debt);
    member.debt -= debt;
    long left = Math.min(back - debt, member.portion - member.left);
    member.left += left;
    long shared = Math.min(back - debt - left, member.drawn);
    member.drawn -= shared;
    long own = back - debt - left - shared;
    long kept = member.active ? Math.max(0, Math.min(own, terms.saved() * 1_000 - member.own)) : 0;
    member.own += kept;
    common += shared + own - kept;
  }

  private Member enter(String name, long now) {
    advance(now);
    Member member = members.computeIfAbsent(name, any -> new Member());
    if (member.cameIn != window.start()) {
      come(member);
    }
    if (!member.active) {
      member.active = terms.saved() > 0;
      member.own = 0;
    }
    member.seenIn = stretch;
    long own = member.own + member.accrued;
    member.accrued = 0;
    long paid = Math.min(own, member.debt);
    member.debt -= paid;
    member.own = Math.min(own - paid, terms.saved() * 1_000);
    common += own - paid - member.own;
    return member;
  }

  private void come(Member member) {
    boolean returns = member.cameIn == window.start() - window.length();
    long reserve = amount * terms.guaranteed() / 10_000 * 1_000;
    long floor = terms.floor() * 1_000;
    long each = cameBefore == 0 ? floor : Math.max(floor, reserve / 2 / cameBefore);
    long left = reserve - promised;
    if (returns) {
      member.portion = left < floor ? 0 : Math.min(each, left);
      returned++;
    } else {
      long awaited = cameBefore - returned;
      member.portion = left - Math.min(left, awaited * each) >= floor ? floor : 0;
    }
    promised += member.portion;
    member.cameIn = window.start();
    member.left = member.portion;
    member.drawn = 0;
    member.debt = 0;
    member.used = 0;
  }

  private void advance(long now) {
    Window present = Period.hour().at(Math.max(now, window.start()));
    if (present.start() > window.start()) {
      while (stretch < present.start() / STRETCH) {
        nextStretch(present.start() / STRETCH);
      }
      begin(present);
    }
    long instant = Math.max(now, present.start());
    while (stretch < instant / STRETCH) {
      release((stretch + 1) * STRETCH);
      nextStretch(instant / STRETCH);
    }
    release(instant);
  }

  private void begin(Window present) {
    boolean follows = window.end() == present.start();
    long start = window.start();
    cameBefore = follows ? members.values().stream().filter(m -> m.cameIn == start).count() : 0;
    window = present;
    returned = 0;
    released = 0;
    spare = 0;
    common = 0;
    promised = 0;
    for (Member member : members.values()) {
      member.own = 0;
      member.accrued = 0;
    }
  }

  /** Who was seen neither in the stretch that ends nor in the one before leaves. */
  private void nextStretch(long last) {
    for (Member member : members.values()) {
      if (member.active && member.seenIn < stretch) {
        member.active = false;
        common += member.own + member.accrued;
        member.own = 0;
        member.accrued = 0;
      }
    }
    boolean nobody = members.values().stream().noneMatch(member -> member.active);
    stretch = nobody ? last : stretch + 1;
  }

  private void release(long instant) {
    long shared = (amount - amount * terms.guaranteed() / 10_000) * 1_000;
    long initial = shared * terms.atOnce() / 10_000;
    long tick = (window.length() - 1) / TICKS + 1;
    long passed = (instant - window.start()) / tick;
    long last = (window.length() - 1) / tick;
    long fresh = initial + (shared - initial) * passed / last - released;
    if (fresh <= 0) {
      return;
    }
    released += fresh;
    long active = members.values().stream().filter(member -> member.active).count();
    if (active == 0) {
      common += fresh + spare;
      spare = 0;
      return;
    }
    for (Member member : members.values()) {
      member.accrued += member.active ? (fresh + spare) / active : 0;
    }
    spare = (fresh + spare) % active;
  }

  private long common(Member member) {
    long active = members.values().stream().filter(one -> one.active).count();
    if (terms.saved() == 0 || active <= 1) {
      return common;
    }
    return Math.max(0, Math.min(common, (8 * common - member.drawn) / 9));
  }
}
