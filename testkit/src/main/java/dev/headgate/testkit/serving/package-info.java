/**
 * A fake provider on a port of the loopback address.
 *
 * <p>Model: a {@code FakeServer} reads requests, asks the {@code ProviderModel} one at a time by
 * its clock, and sends the replies, late or cut where they say so.
 *
 * <p>Invariants: requests are decided in the order of their coming; a reply that is to be cut is
 * cut; the fields are the model's alone, its {@code Date} included.
 *
 * <p>Threads: everything public is safe for all threads; each connection has a virtual thread.
 *
 * <p>Failure: a request that is none is answered by 400 and its connection closed; bounds are named
 * in {@code RequestReader}.
 */
@NullMarked
package dev.headgate.testkit.serving;

import org.jspecify.annotations.NullMarked;
