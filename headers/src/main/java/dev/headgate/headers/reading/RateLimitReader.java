package dev.headgate.headers.reading;

import dev.headgate.headers.FieldSyntax;
import dev.headgate.headers.structured.ParseBounds;

/**
 * Reads the rate-limit fields of a response in the forms that draft-ietf-httpapi-ratelimit-headers
 * has had, and takes the newest that is there:
 *
 * <ul>
 *   <li>drafts 08 to 11: lists of named policies, in both alphabets;
 *   <li>draft 07: {@code RateLimit: limit=100, remaining=50, reset=50};
 *   <li>drafts 00 to 06: {@code RateLimit-Limit}, {@code RateLimit-Remaining}, {@code
 *       RateLimit-Reset};
 *   <li>draft 03 as Envoy emits it: {@code X-RateLimit-Limit: 10, 10;w=1;name="per-ip"}.
 * </ul>
 *
 * <p>Resets are seconds from the response on, as sent. A policy of the older forms that has no name
 * is called by its text, {@code 100;w=60}. Tolerant: a malformed field is ignored as a whole, and
 * unknown parameters are extra. The caller leaves out responses that come from a cache. Safe for
 * all threads.
 */
public final class RateLimitReader {

  /** How much of each field is read, by default. */
  public static final ParseBounds BOUNDS = new ParseBounds(16_384, 128, 16, 32);

  private final FieldNames names;
  private final PolicyReader policies;
  private final ParseBounds bounds;

  /** A reader of the limits that are in force, within {@link #BOUNDS}. */
  public RateLimitReader() {
    this("", BOUNDS);
  }

  /**
   * A reader of fields whose names start with a prefix.
   *
   * @param prefix {@code Beta-} for limits that are only announced; empty for none
   * @param bounds how much of each field is read; a longer field is malformed
   */
  public RateLimitReader(String prefix, ParseBounds bounds) {
    this.names = new FieldNames(prefix.isEmpty() ? prefix : FieldSyntax.requireName(prefix));
    this.policies = new PolicyReader(bounds);
    this.bounds = bounds;
  }

  /** What {@code fields} say about limits; never fails. */
  public RateLimitReading read(FieldLines fields) {
    return names.areAbsentIn(fields)
        ? RateLimitReading.NOTHING
        : new ResponseReading(fields, names, policies, bounds).read();
  }
}
