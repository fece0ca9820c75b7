/**
 * Counts the objects of a JSON document while it streams by.
 *
 * <p>Model: the paths of a price are compiled once; a counter follows one document, is fed its
 * bytes as they come, and says at the end how many objects stand at each path. Only the levels at
 * which a path can still match are read member by member; everything below is passed by keeping the
 * depth of brackets outside strings.
 *
 * <p>Invariants: nothing is kept of the document but a state of constant size, whatever its depth
 * and length; how the bytes are cut into parts changes nothing; members of one name are all
 * counted.
 *
 * <p>Threads: a compiled plan is safe for all threads; a counter and a scratch belong to one thread
 * at a time.
 *
 * <p>Failure: no input throws. What is not JSON and what ends too early is said with the counts up
 * to there; inside what no path leads to only strings and the balance of brackets are looked at.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.core.counting;
