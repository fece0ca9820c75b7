package dev.headgate.client.http;

import dev.headgate.client.call.Priority;
import dev.headgate.client.call.Terms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one request differs from the client's usual.
 *
 * @param tenant for whom; null where the origin says it
 * @param priority where calls wait
 * @param waitMax the longest wait until it is sent, over all attempts
 * @param points its price; null for what the client's prices say
 * @param sharing whether it may be joined with equal ones, and whether its body can be sent again
 */
public record CallOptions(
    @Nullable String tenant,
    Priority priority,
    Duration waitMax,
    @Nullable Long points,
    Sharing sharing) {

  /** Whether a request may be joined with equal ones, and whether its body can be sent again. */
  public enum Sharing {
    /** Equal requests that wait are sent once. */
    JOINED,
    /** It is sent by itself. */
    ALONE,
    /** It is sent by itself, and once: its body cannot be had again. */
    ONCE
  }

  /** Normal priority, five minutes, joined with its equals. */
  public static final CallOptions USUAL =
      new CallOptions(null, Priority.NORMAL, Duration.ofMinutes(5), null, Sharing.JOINED);

  /** Checks the ranges. */
  public CallOptions {
    if (waitMax.isNegative()) {
      throw new IllegalArgumentException("waitMax: " + waitMax + " (expected: >= 0)");
    }
  }

  /** The same for a tenant. */
  public CallOptions forTenant(String name) {
    return new CallOptions(name, priority, waitMax, points, sharing);
  }

  /** The same with another priority. */
  public CallOptions withPriority(Priority other) {
    return new CallOptions(tenant, other, waitMax, points, sharing);
  }

  /** The same with another patience. */
  public CallOptions waitingAtMost(Duration other) {
    return new CallOptions(tenant, priority, other, points, sharing);
  }

  /** The same at a price. */
  public CallOptions costing(long price) {
    return new CallOptions(tenant, priority, waitMax, price, sharing);
  }

  /** The same, never joined with equal requests. */
  public CallOptions alone() {
    return new CallOptions(tenant, priority, waitMax, points, Sharing.ALONE);
  }

  /** The same for a body that can be sent only once. */
  public CallOptions once() {
    return new CallOptions(tenant, priority, waitMax, points, Sharing.ONCE);
  }

  Terms terms(long price, boolean keyed) {
    boolean long_ = waitMax.toSeconds() >= Terms.WAIT_MAX / 1_000_000;
    long micros = long_ ? Terms.WAIT_MAX : waitMax.toNanos() / 1_000;
    return new Terms(
        points == null ? price : points, priority, micros, keyed, sharing == Sharing.ONCE);
  }
}
