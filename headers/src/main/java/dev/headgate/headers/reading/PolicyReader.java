package dev.headgate.headers.reading;

import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.ParseBounds;
import dev.headgate.headers.structured.StructuredFieldException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a provider allows. That is the same in nearly all of its responses, so the last
 * reading is kept, and given again for the same lines. Safe for all threads.
 */
final class PolicyReader {

  /** What lines mean. */
  private record Known(List<String> lines, List<RateLimitPolicy> policies) {}

  private final ParseBounds bounds;
  private volatile Known last = new Known(List.of(), List.of());

  PolicyReader(ParseBounds bounds) {
    this.bounds = bounds;
  }

  /** The policies that at least one line states. */
  List<RateLimitPolicy> read(List<String> lines)
      throws StructuredFieldException, MalformedFieldException {
    Known known = last;
    if (known.lines.equals(lines)) {
      return known.policies;
    }
    List<RateLimitPolicy> read = new ArrayList<>();
    for (Item item : MemberDecoder.items(lines, bounds)) {
      read.add(MemberDecoder.policy(item));
    }
    last = new Known(lines, List.copyOf(read));
    return read;
  }
}
