/**
 * From decision to header fields, by dialect.
 *
 * <p>Model: a dialect is a pure function of the decision.
 *
 * <p>Invariants: fields equal the counters of the decision, also at zero.
 *
 * <p>Threads: dialects are immutable; writers belong to one thread.
 *
 * <p>Failure: a name that could not be written safely is refused when the policy is read.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.reply;
