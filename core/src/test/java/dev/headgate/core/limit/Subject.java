package dev.headgate.core.limit;

import java.util.function.LongFunction;

/**
 * A kind of meter under test, with everything chosen but its amount.
 *
 * @param meter the meter with an amount
 * @param reference the obvious answer with the same amount
 * @param scale a length of time in microseconds over which its answers change
 */
public record Subject(LongFunction<Meter> meter, LongFunction<Reference> reference, long scale) {}
