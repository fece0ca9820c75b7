/**
 * Budgets that the processes of one host share, through files in a folder.
 *
 * <p>Model: {@code HostShares} is a process's part of a folder. It has a number among the {@code
 * Members}, held by a lock that the system takes away when the process ends, however it ends. Each
 * declared rate has a {@code RingFile} of places; a process that wants one stands in line, and the
 * next place is kept for the first in line as soon as it is known when it will be free.
 *
 * <p>Invariants: a place is taken by one call at a time, and free again one window after its
 * response, whichever process made the call; processes that always wait are served in turns; what a
 * process held that has ended is free one window after somebody noticed.
 *
 * <p>Threads: everything public is safe for all threads.
 *
 * <p>Failure: a file that cannot be used is an {@code UncheckedIOException}: to go on alone would
 * be to break the rate.
 */
@NullMarked
package dev.headgate.client.host;

import org.jspecify.annotations.NullMarked;
