package dev.headgate.simulator.replay;

/**
 * What became of one file.
 *
 * @param name of the file
 * @param format in which it was read
 * @param sha256 of its bytes as they lie there, as far as they were read; in hexadecimal
 * @param lines that were not empty
 * @param outOfOrder lines that are earlier than the line before them
 * @param behindMicros how far the earliest of them lay behind the latest line before it
 * @param whole whether it was read to its end
 */
public record FileReading(
    String name,
    String format,
    String sha256,
    long lines,
    long outOfOrder,
    long behindMicros,
    boolean whole) {}
