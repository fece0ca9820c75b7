package dev.headgate.server.store;

/**
 * What became of the counters of one store in another.
 *
 * @param copied how many go on counting there
 * @param present how many were there already and were left as they are
 * @param unknown how many belong to no limit of the policy
 * @param permits how many hold permits of calls that have ended with the store they ran in
 * @param open how many reservations were open; they stay charged at what they reserved
 */
public record Inheritance(long copied, long present, long unknown, long permits, long open) {}
