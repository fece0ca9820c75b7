package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A dialect that refuses in a form of its own.
 *
 * @param fields the dialect whose fields it writes
 * @param form of what is answered
 */
record RefusingDialect(Dialect fields, RefusalForm form) implements Dialect {
  @Override
  public String name() {
    return fields.name();
  }

  @Override
  public String described() {
    Integer status = form.status();
    return fields.described()
        + ", refusals "
        + (status == null ? "" : "with status " + status + " ")
        + "as "
        + form.body().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void write(Decision decision, FieldSink sink) {
    fields.write(decision, sink);
  }

  @Override
  public void writeSettled(Decision decision, long points, FieldSink sink) {
    fields.writeSettled(decision, points, sink);
  }

  @Override
  public @Nullable Refusal refusal(Decision decision) {
    return form.of(decision);
  }

  @Override
  public String toString() {
    return described();
  }
}
