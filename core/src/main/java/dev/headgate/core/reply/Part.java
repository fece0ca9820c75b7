package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;

/** One group of fields of a dialect. Immutable. */
interface Part {
  void write(Decision decision, Scratch scratch, FieldSink sink);
}
