package dev.headgate.testkit.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider answers to a call that it carries out. Called by one thread at a time. */
@FunctionalInterface
public interface Content {

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param fields beside those of limits
   * @param body as text
   * @param points what the call really cost; null for what its price says
   */
  record Page(int status, List<Reply.Field> fields, String body, @Nullable Long points) {
    /** Copies. */
    public Page {
      fields = List.copyOf(fields);
    }

    /** A body of JSON with status 200. */
    public static Page json(String body) {
      return new Page(
          200, List.of(new Reply.Field("Content-Type", "application/json")), body, null);
    }

    /** The same, at that cost. */
    public Page costing(long real) {
      return new Page(status, fields, body, real);
    }
  }

  /** Carries the call out. */
  Page page(Asked asked);
}
