/**
 * A provider that is not there: answers calls as the provider of a profile would, and, where asked
 * to, as badly as providers are known to.
 *
 * <p>Model: a {@code ProviderModel} takes a request ({@code Asked}) and an instant and gives a
 * {@code Reply}: status, fields, body, and how it is delivered (late, cut). What is allowed is
 * decided by the engine of the core over the policy of a {@code FakeProfile}; the profile says in
 * which fields a caller is told. {@code Trouble} is what else may happen, by chance from a seed.
 *
 * <p>Invariants: same profile, seed, requests and instants give the same replies; a reply that says
 * "refused" was not carried out; what was carried out is in {@code committed()}, once for each
 * time.
 *
 * <p>Threads: a model belongs to one thread at a time; whoever serves it sees to that.
 *
 * <p>Failure: a request that cannot be read is a reply of 400; settings out of range are an {@code
 * IllegalArgumentException}.
 */
@NullMarked
package dev.headgate.testkit.provider;

import org.jspecify.annotations.NullMarked;
