/**
 * Records and readers of the rate-limit fields: what a response says about limits and waits, and a
 * request about its idempotency.
 *
 * <p>Model: {@code FieldLines} of a message go in, records or sealed answers come out.
 *
 * <p>Invariants: reading is tolerant and never fails; a malformed field is ignored as a whole and
 * reported; whatever was read is within the bounds and can be emitted again.
 *
 * <p>Threads: everything is immutable.
 *
 * <p>Failure: a received field that cannot be understood is part of the answer, shown escaped and
 * cut; a record out of range is an {@code IllegalArgumentException} at construction.
 */
@NullMarked
package dev.headgate.headers.reading;

import org.jspecify.annotations.NullMarked;
