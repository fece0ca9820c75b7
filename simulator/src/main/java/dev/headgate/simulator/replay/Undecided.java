package dev.headgate.simulator.replay;

/**
 * A limit or quota that the log cannot decide. It is left out of the replay, because no refusals by
 * it would only mean that nobody looked.
 *
 * @param rule its name
 * @param why what the log does not tell
 */
public record Undecided(String rule, String why) {}
