package dev.headgate.server.store.redis;

import dev.headgate.core.snapshot.Claim;
import dev.headgate.server.store.redis.Sheet.ClaimHead;

/**
 * What lies in one hash slot, in which a step is atomic.
 *
 * @param link leads to it
 * @param names of its keys
 * @param courier of its questions
 * @param bindings which counters policies use
 * @param notes of reservations
 */
record Domain(Link link, Names names, Courier courier, Bindings bindings, Notes notes) {
  /** What is held here, as a question names it; nothing where this is the only domain. */
  int heldKey(Sheet sheet) {
    return names.alone() ? Sheet.NO_KEY : sheet.written(names.held());
  }

  /** Writes a claim on a counter. */
  void write(Claim claim, long counter, int flags, long now, Sheet sheet) {
    String pool = names.pool(counter, claim.pool());
    int key =
        claim.meter().remembers() ? sheet.key(names.counter(counter, claim.key())) : Sheet.NO_KEY;
    int shared = pool == null ? Sheet.NO_KEY : sheet.key(pool);
    sheet.claim(new ClaimHead(flags, claim.cost(), key, shared), claim.meter(), now);
  }
}
