/**
 * Counters and reservations in Redis or Valkey.
 *
 * <p>Model: one script decides; a node asks questions of it, several at once where they pile up,
 * and reads the words of the counters back with the arithmetic of the core.
 *
 * <p>Invariants: one call of the script is one atomic step by the server's own clock; nothing is
 * written before all of it is worked out; every key expires.
 *
 * <p>Threads: safe for all threads; answers come on the client's event loop.
 *
 * <p>Failure: a server that lost what it had is met anew before it is asked again; a question
 * without an answer fails and is never sent twice.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.store.redis;
