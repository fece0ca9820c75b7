/**
 * What is known of a provider before the first call, as data: which gates calls pass, in which
 * fields it says where they stand, how it refuses, and what may be tried again.
 *
 * <p>Model: a {@code Profile} has {@code GateRule}s, each with the attributes that make up its key,
 * and {@code FieldForm}s, the dialect. {@code Profiles} is the catalogue. Adding a provider is
 * adding data.
 *
 * <p>Invariants: names of gates are unique in a profile; what is learned never overrides what is
 * declared.
 *
 * <p>Threads: everything is immutable.
 *
 * <p>Failure: a profile that contradicts itself is an {@code IllegalArgumentException}.
 */
@NullMarked
package dev.headgate.client.profile;

import org.jspecify.annotations.NullMarked;
