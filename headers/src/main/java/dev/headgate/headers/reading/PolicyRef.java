package dev.headgate.headers.reading;

import dev.headgate.headers.structured.SfBytes;
import dev.headgate.headers.structured.SfString;
import org.jspecify.annotations.Nullable;

/**
 * What joins a member of {@code RateLimit} to its member of {@code RateLimit-Policy}: the same name
 * and the same partition.
 *
 * @param name printable ASCII; anything else is an {@code IllegalArgumentException}
 * @param partition the partition key {@code pk}, opaque; null if none is stated
 */
public record PolicyRef(String name, @Nullable SfBytes partition) {

  /** Checks the name. */
  public PolicyRef {
    name = new SfString(name).value();
  }

  /** A name without a partition. */
  public static PolicyRef of(String name) {
    return new PolicyRef(name, null);
  }
}
