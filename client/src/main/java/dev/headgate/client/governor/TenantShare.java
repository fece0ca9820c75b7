package dev.headgate.client.governor;

import dev.headgate.client.pacing.FairPool;

/** A tenant's part of an app's pool: what its own gate asks. Belongs to the governor. */
final class TenantShare {
  /** Others may leave and lend, so an answer is good for so long only. */
  static final long GOOD_FOR_MICROS = 2_000_000;

  private final FairPool pool;
  private final Gate whole;
  private final String tenant;

  TenantShare(FairPool pool, Gate whole, String tenant) {
    this.pool = pool;
    this.whole = whole;
    this.tenant = tenant;
  }

  long opensAt(Waiter waiter, long now) {
    pool.asked(tenant, whole.quota(), now);
    return pool.opensAt(tenant, whole.cost(waiter), whole.quota(), now);
  }

  void left(Waiter waiter, long now) {
    pool.left(tenant, whole.cost(waiter), whole.quota(), now);
  }
}
