package dev.headgate.testkit.cases;

/**
 * Something that did not hold.
 *
 * @param expectation what must hold
 * @param actual what was found instead
 */
public record Difference(Expectation expectation, String actual) {}
