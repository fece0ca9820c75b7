package dev.headgate.headers;

import java.nio.charset.StandardCharsets;

/**
 * Writes the values of the {@code RateLimit} and {@code RateLimit-Policy} fields for the hot path:
 * bytes into a kept buffer, then one string. The text is byte for byte the canonical form of RFC
 * 9651. In the steady state a finished value costs only its string.
 *
 * <pre>{@code
 * writer.limit(burst, 50).reset(30).cost(2, CostKind.FINAL).limit(daily, 900).reset(3600);
 * String rateLimit = writer.finish();
 * String policy = writer.policy(burst, 100).window(60).unit(points).finish();
 * }</pre>
 *
 * <p>Every number above {@link #NUMBER_MAX}, the largest Integer of RFC 9651, is written as that.
 * An empty value stands for a field that is left out. Reusable; not safe for use by several threads
 * at once.
 */
public final class RateLimitWriter {

  /** The largest number a structured field can hold (RFC 9651, section 3.3.1). */
  public static final long NUMBER_MAX = 999_999_999_999_999L;

  /** The longest value in bytes; a longer one is an {@code IllegalStateException}. */
  public static final int LENGTH_MAX = AsciiBuffer.LENGTH_MAX;

  private static final int CAPACITY = 256;
  private static final byte[] SEPARATOR = ascii(", ");
  private static final byte[] GUARANTEED = ascii(";hg-guaranteed");
  private static final byte[] LEAST = ascii(";hg-accuracy=leased");
  private static final byte[] ABOUT = ascii(";hg-accuracy=optimistic");
  private static final byte[] COST = ascii(";hg-cost=");
  private static final byte[] RESERVED = costKind(CostKind.RESERVED);
  private static final byte[] FINAL = costKind(CostKind.FINAL);
  private static final byte[] REGISTERED_UNIT = ascii(";qu=");
  private static final byte[] VENDOR_UNIT = ascii(";hg-unit=");

  private final AsciiBuffer buffer = new AsciiBuffer(CAPACITY);
  private final Alphabet alphabet;

  /** A writer of the letters {@code r} and {@code t}. */
  public RateLimitWriter() {
    this(Alphabet.R_T);
  }

  /** A writer of the given letters. */
  public RateLimitWriter(Alphabet alphabet) {
    this.alphabet = alphabet;
  }

  /**
   * Starts a member of {@code RateLimit}.
   *
   * @param remaining what is left, in the unit of the limit; a debt (negative) is written as 0
   */
  public RateLimitWriter limit(SerializedName name, long remaining) {
    start(name);
    return parameter(alphabet.remaining(), Math.max(0, remaining));
  }

  /** Adds to a member of {@code RateLimit} the seconds to its reset; a past one is written as 0. */
  public RateLimitWriter reset(long seconds) {
    return parameter(alphabet.reset(), Math.max(0, seconds));
  }

  /** Adds to a member of {@code RateLimit} what this call costs, in points, at least 0. */
  public RateLimitWriter cost(long points, CostKind kind) {
    requireAtLeast("points", points, 0);
    buffer.append(COST);
    buffer.appendNumber(clamped(points));
    buffer.append(kind == CostKind.FINAL ? FINAL : RESERVED);
    return this;
  }

  /**
   * Says of a member of {@code RateLimit} that the caller holds a part of the quota's guarantee.
   */
  public RateLimitWriter guaranteed() {
    buffer.append(GUARANTEED);
    return this;
  }

  /**
   * Says of a member of {@code RateLimit} that at least so much remains: nodes hold more of it that
   * is not spent.
   */
  public RateLimitWriter least() {
    buffer.append(LEAST);
    return this;
  }

  /**
   * Says of a member of {@code RateLimit} that about so much remains: nodes have granted some of it
   * that is not counted yet.
   */
  public RateLimitWriter about() {
    buffer.append(ABOUT);
    return this;
  }

  /** Starts a member of {@code RateLimit-Policy} with its quota, at least 0. */
  public RateLimitWriter policy(SerializedName name, long quota) {
    requireAtLeast("quota", quota, 0);
    start(name);
    return parameter('q', quota);
  }

  /** Adds to a member of {@code RateLimit-Policy} its window in seconds, at least 1. */
  public RateLimitWriter window(long seconds) {
    requireAtLeast("window", seconds, 1);
    return parameter('w', seconds);
  }

  /**
   * Says what a member of {@code RateLimit-Policy} counts: a registered quota unit as {@code qu},
   * any other, such as points, as a vendor parameter. Requests are the default and left out.
   */
  public RateLimitWriter unit(SerializedName unit) {
    if (!unit.name().equals("requests")) {
      boolean registered =
          unit.name().equals("content-bytes") || unit.name().equals("concurrent-requests");
      buffer.append(registered ? REGISTERED_UNIT : VENDOR_UNIT);
      buffer.append(unit.bytes());
    }
    return this;
  }

  /** Whether no member has been started since the last value. */
  public boolean isEmpty() {
    return buffer.isEmpty();
  }

  /** The value so far; the writer is empty afterwards. */
  public String finish() {
    return buffer.finish();
  }

  /** Throws away what was written since the last value, for example after an error. */
  public void clear() {
    buffer.clear();
  }

  private void start(SerializedName name) {
    if (!buffer.isEmpty()) {
      buffer.append(SEPARATOR);
    }
    buffer.append(name.bytes());
  }

  private RateLimitWriter parameter(char letter, long number) {
    assert !buffer.isEmpty() : "a parameter before its member";
    buffer.append(';');
    buffer.append(letter);
    buffer.append('=');
    buffer.appendNumber(clamped(number));
    return this;
  }

  private static long clamped(long number) {
    return Math.min(NUMBER_MAX, number);
  }

  private static void requireAtLeast(String what, long number, long least) {
    if (number < least) {
      throw new IllegalArgumentException(what + ": " + number + " (expected: >= " + least + ")");
    }
  }

  private static byte[] costKind(CostKind kind) {
    return ascii(";hg-cost-kind=" + kind.token());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
