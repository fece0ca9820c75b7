/**
 * What outlives a process and belongs to all nodes: registry, roll-ups of usage, audit log.
 *
 * <p>Model: {@link dev.headgate.server.records.Records} is three repositories of one database, by
 * its URL: SQLite for one machine, PostgreSQL for several. The statements stand once, in the room
 * {@code sql}; a room for each database opens it, checks it and says what it does differently. In
 * front of the repositories stand what a node needs: {@link
 * dev.headgate.server.records.SharedRegistry} follows the registry, {@link
 * dev.headgate.server.records.UsageFlush} brings usage in, {@link
 * dev.headgate.server.records.RecordedAudit} joins appends that come together.
 *
 * <p>Invariants: what was acknowledged is on disk; a batch of usage and an entry of the audit log
 * count once, however often they are sent; numbers of the audit log have no gap; a password is
 * never shown.
 *
 * <p>Threads: safe for all threads; every call may wait for a disk or a server, so none comes from
 * an event loop. Appending usage to {@link dev.headgate.server.records.UsageDeltas} never waits.
 *
 * <p>Failure: at the start {@link dev.headgate.server.records.RecordsRefused}, in one line, and
 * nothing was touched; later {@link dev.headgate.server.records.RecordsUnavailable} after a bounded
 * number of tries, which says whether something may have been written nevertheless.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.records;
