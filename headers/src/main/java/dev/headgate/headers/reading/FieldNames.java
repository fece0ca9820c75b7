package dev.headgate.headers.reading;

/**
 * The names of the fields that speak of limits, after a prefix.
 *
 * @param policy drafts 08 to 11: what a provider allows
 * @param limit drafts 07 to 11: where the caller stands
 * @param older drafts 00 to 06
 * @param envoy draft 03 as Envoy emits it
 */
record FieldNames(String policy, String limit, Three older, Three envoy) {

  /** Three fields with one number each. */
  record Three(String limit, String remaining, String reset) {
    Three(String base) {
      this(base + "Limit", base + "Remaining", base + "Reset");
    }
  }

  FieldNames(String prefix) {
    this(
        prefix + RateLimitPolicy.FIELD,
        prefix + RateLimit.FIELD,
        new Three(prefix + "RateLimit-"),
        new Three(prefix + "X-RateLimit-"));
  }

  /** Whether none of them is there: most responses have none. */
  boolean areAbsentIn(FieldLines fields) {
    return fields.lines(policy).isEmpty()
        && fields.lines(limit).isEmpty()
        && fields.lines(older.limit()).isEmpty()
        && fields.lines(envoy.limit()).isEmpty();
  }
}
