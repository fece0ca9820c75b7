/**
 * Records on a PostgreSQL server, for several nodes.
 *
 * <p>Model: a small pool of connections, tables in a schema of our own, many rows in one statement
 * through {@code unnest}.
 *
 * <p>Invariants: a commit is acknowledged after the server has it on disk ({@code
 * synchronous_commit}); each connection asks for that, whatever the server's default is.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: a server that is away, restarts or ends connections is tried again; every wait for it
 * is bounded.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.records.postgres;
