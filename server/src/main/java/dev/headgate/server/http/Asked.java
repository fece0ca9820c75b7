package dev.headgate.server.http;

import java.util.ArrayList;
import java.util.List;

/**
 * What a body asks about: one call, or a batch of them.
 *
 * @param batch whether it is a batch, however many calls it has
 * @param calls in the order of the body
 */
record Asked(boolean batch, List<CallBody> calls) {
  /** Reads a call, an array of calls, or an object with {@code calls}. */
  static Asked read(JsonIn in, int batchMax) {
    if (in.isArray()) {
      return new Asked(true, calls(in, batchMax));
    }
    CallBody body = CallBody.readOutermost(in, batchMax);
    List<CallBody> calls = body.calls;
    return calls == null ? new Asked(false, List.of(body)) : new Asked(true, calls);
  }

  static List<CallBody> calls(JsonIn in, int batchMax) {
    List<CallBody> calls = new ArrayList<>();
    in.array(batchMax, () -> calls.add(CallBody.read(in)));
    if (calls.isEmpty()) {
      throw Problems.wrong(in.path(), "0 elements", "1 to " + batchMax + " elements").thrown();
    }
    return calls;
  }
}
