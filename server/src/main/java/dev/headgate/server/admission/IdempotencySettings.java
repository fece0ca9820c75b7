package dev.headgate.server.admission;

import java.util.Set;

/**
 * For which operations the gateway reads the field {@code Idempotency-Key}. None unless stated: a
 * call repeated under its id is not charged again but goes upstream again, so this is for upstreams
 * that answer a repetition from memory.
 *
 * @param read operations whose calls may have an id
 * @param required operations whose calls must have one
 */
public record IdempotencySettings(Set<String> read, Set<String> required) {
  /** No operation. */
  public static final IdempotencySettings NONE = new IdempotencySettings(Set.of(), Set.of());

  public IdempotencySettings {
    read = Set.copyOf(read);
    required = Set.copyOf(required);
  }
}
