package dev.headgate.client.pacing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app's own division of its quota among its tenants, where the provider does not divide it: the
 * quota is released evenly over its window, in equal shares for the tenants that are active, and
 * each saves up to {@link #SAVED_PARTS} of the quota. What nobody uses anybody may borrow, but for
 * a reserve that waits for those who come later.
 *
 * <p>Equal shares among the active are generalised processor sharing (Parekh and Gallager, IEEE/ACM
 * Transactions on Networking 1(3), 1993), kept by virtual time: it rises by what is released
 * divided by how many are active. A tenant is active until the end of the stretch after its last
 * call. Amounts are points as doubles: this divides what a server counts, and counts nothing
 * itself.
 */
public final class FairPool {
  /** A tenant saves at most one part in so many of the quota. */
  static final int SAVED_PARTS = 200;

  /** One part in so many of the quota is not lent. */
  static final int RESERVE_PARTS = 20;

  /** Stretches of a window. */
  private static final int STRETCHES = 30;

  private static final int MEMBERS_MAX = 10_000;

  /** What a tenant has when it comes for the first time: a part of what it may save. */
  private static final double WELCOME = 0.3;

  /** One tenant's account. */
  private static final class Member {
    private double points;
    private double seen;
    private long stretch;
  }

  private final Map<String, Member> members =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Member> eldest) {
          return size() > MEMBERS_MAX;
        }
      };

  private double virtual;
  private long at;
  private long stretch = Long.MIN_VALUE;
  private int active;
  private int activeBefore;

  /** From when on a tenant's call may leave, if nothing else changes; {@code pool} as it stands. */
  public long opensAt(String tenant, long points, @Nullable Allowance pool, long now) {
    if (pool == null || !advance(pool, now)) {
      return now;
    }
    Member member = member(tenant, pool);
    double need = Math.min((double) points, saved(pool));
    if (member.points >= need || lends(pool, points, now)) {
      return now;
    }
    double perMicro = pool.perMicro() / Math.max(1, active + activeBefore);
    return now + Math.max(1, (long) Math.ceil((need - member.points) / perMicro));
  }

  /** A tenant's call left. */
  public void left(String tenant, long points, @Nullable Allowance pool, long now) {
    if (pool == null || !advance(pool, now)) {
      return;
    }
    Member member = member(tenant, pool);
    join(member);
    if (member.points >= Math.min((double) points, saved(pool))) {
      member.points -= points;
    }
  }

  /** A tenant wants something, and counts as active. */
  public void asked(String tenant, @Nullable Allowance pool, long now) {
    if (pool != null && advance(pool, now)) {
      join(member(tenant, pool));
    }
  }

  /** Whether the quota is known, so that there is something to divide. */
  private boolean advance(Allowance pool, long now) {
    double perMicro = pool.perMicro();
    if (perMicro <= 0 || pool.remaining(now) == null) {
      return false;
    }
    long length = Math.max(1, pool.windowMicros() / STRETCHES);
    long current = Math.floorDiv(now, length);
    if (stretch == Long.MIN_VALUE) {
      at = now;
      stretch = current;
    }
    virtual += perMicro * (now - at) / Math.max(1, active + activeBefore);
    at = now;
    if (current != stretch) {
      activeBefore = current == stretch + 1 ? active : 0;
      active = 0;
      stretch = current;
    }
    return true;
  }

  private Member member(String tenant, Allowance pool) {
    Member member = members.get(tenant);
    if (member == null) {
      member = new Member();
      member.points = WELCOME * saved(pool);
      member.seen = virtual;
      member.stretch = Long.MIN_VALUE;
      members.put(tenant, member);
    }
    if (member.stretch >= stretch - 1) {
      member.points = Math.min(saved(pool), member.points + virtual - member.seen);
    }
    member.seen = virtual;
    return member;
  }

  private void join(Member member) {
    if (member.stretch == stretch) {
      return;
    }
    activeBefore -= member.stretch == stretch - 1 ? 1 : 0;
    active++;
    member.stretch = stretch;
  }

  /** Whether more is left than an even use would have left by now, beyond the reserve. */
  private static boolean lends(Allowance pool, long points, long now) {
    Long left = pool.remaining(now);
    Long quota = pool.quota();
    long reset = pool.resetAt();
    if (left == null || quota == null || reset == Allowance.NEVER || reset <= now) {
      return false;
    }
    double even = Math.min((double) quota, pool.perMicro() * (reset - now));
    double rest = Math.min(even, (double) quota / RESERVE_PARTS);
    return left - points >= even + rest;
  }

  private static double saved(Allowance pool) {
    Long quota = pool.quota();
    return quota == null ? 0 : (double) quota / SAVED_PARTS;
  }
}
