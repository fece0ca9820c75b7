/**
 * Reservations and settlements as bytes, the same for every store that outlives a process.
 *
 * <p>Model: what is written names rules by their counters and keys by their values, never ordinals,
 * amounts or hashes; what is read is matched against the policy in force then.
 *
 * <p>Invariants: what is written under a policy and read under the same one is equal; a claim whose
 * rule is gone is left out, everything else is read whole. The first byte is the format.
 *
 * <p>Threads: codecs are safe for all threads; writers and readers are for one.
 *
 * <p>Failure: bytes of another format, or cut short, throw with what was found and expected.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.store.codec;
