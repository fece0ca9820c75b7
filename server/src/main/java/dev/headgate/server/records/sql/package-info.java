/**
 * The repositories in SQL that SQLite and PostgreSQL both understand.
 *
 * <p>Model: each repository is statements over {@link
 * dev.headgate.server.records.sql.Transactions}; where the databases differ, a {@link
 * dev.headgate.server.records.sql.Dialect} says how.
 *
 * <p>Invariants: every unit of work is one transaction and may be run twice, because a commit whose
 * answer was lost is tried again; texts are parameters, never part of a statement.
 *
 * <p>Threads: safe for all threads.
 *
 * <p>Failure: what passes is tried again a bounded number of times, the rest and the last try are
 * {@link dev.headgate.server.records.RecordsUnavailable}.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.records.sql;
