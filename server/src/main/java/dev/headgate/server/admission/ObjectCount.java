package dev.headgate.server.admission;

import dev.headgate.core.counting.Counted;
import dev.headgate.core.counting.CountingPlan;
import dev.headgate.core.counting.ObjectCounter;
import dev.headgate.server.observe.BodyCounts;
import org.jspecify.annotations.Nullable;

/** Counts the objects of one body, packed or not. For one thread at a time. */
final class ObjectCount implements AutoCloseable {
  private final ObjectCounter counter;
  private final Unpacking.Coding coding;
  private final @Nullable Unpacking unpacking;

  ObjectCount(CountingPlan plan, Unpacking.Coding coding, CountingKit.Room room) {
    counter = new ObjectCounter(plan, room.scratch());
    this.coding = coding;
    boolean packed = coding == Unpacking.Coding.GZIP || coding == Unpacking.Coding.DEFLATE;
    unpacking = packed ? new Unpacking(coding, room.piece()) : null;
  }

  void take(byte[] bytes, int from, int to) {
    Unpacking packed = unpacking;
    if (packed != null) {
      packed.take(bytes, from, to, counter);
    } else if (coding == Unpacking.Coding.PLAIN) {
      counter.feed(bytes, from, to);
    }
  }

  /** The numbers so far, for each path. */
  long[] numbers() {
    return counter.end().numbers();
  }

  /** How it ended, if nothing follows. */
  BodyCounts.End end() {
    if (coding == Unpacking.Coding.OTHER) {
      return BodyCounts.End.CODING;
    }
    return switch (unpacking == null ? Unpacking.State.ENDED : unpacking.state()) {
      case ENDED -> end(counter.end().form());
      case RUNNING -> BodyCounts.End.CUT;
      case BROKEN -> BodyCounts.End.CODING;
      case TOO_LARGE -> BodyCounts.End.TOO_LARGE;
    };
  }

  private static BodyCounts.End end(Counted.Form form) {
    return switch (form) {
      case WHOLE, EMPTY -> BodyCounts.End.COUNTED;
      case CUT -> BodyCounts.End.CUT;
      case NOT_JSON -> BodyCounts.End.NOT_JSON;
    };
  }

  @Override
  public void close() {
    if (unpacking != null) {
      unpacking.close();
    }
  }
}
