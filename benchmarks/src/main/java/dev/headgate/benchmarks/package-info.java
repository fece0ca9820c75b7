/** Measurements side by side with peers, run by {@code make bench}. */
@org.jspecify.annotations.NullMarked
package dev.headgate.benchmarks;
