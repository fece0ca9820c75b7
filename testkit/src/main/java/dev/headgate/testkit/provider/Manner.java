package dev.headgate.testkit.provider;

import java.util.List;

/**
 * How a provider that has a form of its own refuses a call.
 *
 * @param status of HTTP
 * @param told whether {@code Retry-After} is said
 * @param fields that name the reason
 * @param body with {@code {seconds}} in place of the wait
 */
record Manner(int status, Wait told, List<Reply.Field> fields, String body) {
  /** Whether {@code Retry-After} is said. */
  enum Wait {
    /** Never. */
    WITHHELD,
    /** In refusals. */
    TOLD,
    /** In every answer, and 0 where the call was allowed. */
    ALWAYS
  }

  /** Copies. */
  Manner {
    fields = List.copyOf(fields);
  }

  /** A refusal without fields of its own. */
  static Manner of(int status, Wait told, String body) {
    return new Manner(status, told, List.of(), body);
  }
}
