package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * The header fields in which a provider speaks of its limits, and how it refuses. Immutable, safe
 * for all threads.
 */
public interface Dialect {
  /** The name by which a policy chooses it, for example {@code ietf}. */
  String name();

  /** For people: its name and what was chosen besides; differs where callers are told otherwise. */
  String described();

  /** Writes the fields that tell a caller about a decision. */
  void write(Decision decision, FieldSink sink);

  /**
   * Writes the same fields once the call has been carried out and its cost is known. What remains
   * is said as it was decided: the reservation counts as used.
   *
   * @param points what the call cost, at least 0
   */
  void writeSettled(Decision decision, long points, FieldSink sink);

  /** What is answered to a call, or null where it is allowed; a problem with its own status. */
  default @Nullable Refusal refusal(Decision decision) {
    return RefusalForm.USUAL.of(decision);
  }

  /** The same fields with refusals in another form. */
  default Dialect refusing(RefusalForm form) {
    return new RefusingDialect(this, form);
  }
}
