/**
 * What a response says: where its caller stands, whether the call was carried out, and when to come
 * back.
 *
 * <p>Model: status, fields and the start of a body go in as a {@code Response}; {@code Said} comes
 * out, with a {@code Stand} for each limit and an {@code Ending}. The dialect of the profile says
 * which fields count.
 *
 * <p>Invariants: reading is tolerant and never fails; every instant is turned into a delay from the
 * receipt, by the response's own {@code Date} where it has one, and rounded up; where two
 * statements contradict each other the longer wait holds.
 *
 * <p>Threads: everything is immutable.
 *
 * <p>Failure: what cannot be understood is left out and listed as ignored.
 */
@NullMarked
package dev.headgate.client.reading;

import org.jspecify.annotations.NullMarked;
