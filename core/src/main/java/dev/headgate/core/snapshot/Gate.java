package dev.headgate.core.snapshot;

/**
 * A condition that no waiting changes: a licence, an access list, an API family. Never throttling.
 *
 * @param name stable name
 * @param applies which calls it looks at
 * @param admits which of those it lets through
 * @param reason shown in a refusal
 * @param detail a sentence for people: what was found and what is expected
 */
public record Gate(
    String name, Condition applies, Condition admits, String reason, String detail) {}
