/**
 * Decision cases as tests of JUnit.
 *
 * <p>Model: {@link dev.headgate.testkit.junit.PolicyTests} makes a test of each case, for a test
 * factory.
 *
 * <p>Invariants: a document with problems is a test that fails, and so is a place without cases:
 * nothing is skipped silently.
 *
 * <p>Threads: those of JUnit; tests share nothing.
 *
 * <p>Failure: an assertion that says where, what was expected and what was answered.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.testkit.junit;
