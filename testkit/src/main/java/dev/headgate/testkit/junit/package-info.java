/**
 * Decision cases as tests of JUnit, and fake providers for the time of a test.
 *
 * <p>Model: {@link dev.headgate.testkit.junit.PolicyTests} makes a test of each case, for a test
 * factory; {@link dev.headgate.testkit.junit.FakeProvider} is an extension.
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
