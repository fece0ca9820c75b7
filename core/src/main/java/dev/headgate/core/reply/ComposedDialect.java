package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.headers.Alphabet;
import java.util.List;

/** A dialect made of groups of fields. */
final class ComposedDialect implements Dialect {
  private final String name;
  private final String described;
  private final List<Part> parts;
  private final ThreadLocal<Scratch> scratch;

  ComposedDialect(String name, Alphabet alphabet, List<Part> parts) {
    this(name, name, alphabet, parts);
  }

  ComposedDialect(String name, String described, Alphabet alphabet, List<Part> parts) {
    this.name = name;
    this.described = described;
    this.parts = parts;
    scratch = ThreadLocal.withInitial(() -> new Scratch(alphabet));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String described() {
    return described;
  }

  @Override
  public void write(Decision decision, FieldSink sink) {
    write(decision, Scratch.UNSETTLED, sink);
  }

  @Override
  public void writeSettled(Decision decision, long points, FieldSink sink) {
    write(decision, points, sink);
  }

  private void write(Decision decision, long settled, FieldSink sink) {
    Scratch own = scratch.get();
    own.settled = settled;
    own.costSaid = false;
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).write(decision, own, sink);
    }
  }

  @Override
  public String toString() {
    return described;
  }
}
