/**
 * The command line.
 *
 * <p>Model: one class per command; each ends in one of the codes of {@link
 * dev.headgate.server.cli.Exit}.
 *
 * <p>Invariants: results go to the standard output, everything else to the error output; colours
 * only on a terminal; with {@code --json} the standard output is one JSON document.
 *
 * <p>Threads: a command runs on the thread that called it.
 *
 * <p>Failure: what was found, what was expected, and how to see the help.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.cli;
