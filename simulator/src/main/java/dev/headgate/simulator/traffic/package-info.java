/**
 * Reading recorded traffic: from files to rows of named columns.
 *
 * <p>Model: an {@link dev.headgate.simulator.traffic.InputFile} has a {@link
 * dev.headgate.simulator.traffic.Format}, stated or found by its first lines, and gives {@link
 * dev.headgate.simulator.traffic.Rows}; compression is undone on the way.
 *
 * <p>Invariants: only the columns that a mapping asks for become values; a line that cannot be read
 * is one wrong row and spoils no other; a line has a bounded length.
 *
 * <p>Threads: a reading belongs to one thread; only its progress is read by others.
 *
 * <p>Failure: a wrong line is a row that says why; a file that ends in the middle is a {@link
 * dev.headgate.simulator.traffic.BrokenLogException} with its line.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.simulator.traffic;
