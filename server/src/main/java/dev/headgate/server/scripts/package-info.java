/**
 * Who calls through the courtesy proxy: sums by script, operation and hour, and loops that run
 * away.
 *
 * <p>Model: a {@code Script} is the name a program gives itself. A {@code Visit} is one request of
 * a script, from its coming to its end; the {@code ScriptBook} sums visits by script, operation and
 * hour, and knows the requests that come again and again. {@code Report} and {@code Standing} are
 * what people see.
 *
 * <p>Invariants: no credentials and no bodies, only names, shapes of paths and digests; every
 * request is counted once, when it ends; sums of the hours that are kept are exact, but for names
 * beyond the bound, which are summed together.
 *
 * <p>Threads: a book is safe for all threads; a visit belongs to the door that opened it, but for
 * what its follower hears.
 *
 * <p>Failure: nothing here fails a request.
 */
@NullMarked
package dev.headgate.server.scripts;

import org.jspecify.annotations.NullMarked;
