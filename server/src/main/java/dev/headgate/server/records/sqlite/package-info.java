/**
 * Records in a file of this machine.
 *
 * <p>Model: SQLite in WAL mode with synchronous FULL, one connection, so one writer; what comes
 * together is written together before it gets here.
 *
 * <p>Invariants: what was committed survives {@code kill -9} and a loss of power, as far as the
 * disk keeps what it has synced; the settings that promise it are asked back when it is opened.
 *
 * <p>Threads: safe for all threads, one after the other.
 *
 * <p>Failure: a file that is no database, or another program's, is refused and stays as it is; a
 * full disk refuses what is being written and nothing else.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.records.sqlite;
