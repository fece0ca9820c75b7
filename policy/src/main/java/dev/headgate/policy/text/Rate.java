package dev.headgate.policy.text;

/**
 * An amount per length of time, as in {@code 100 per 30s}.
 *
 * @param amount at least 1
 * @param every in microseconds, at least 1
 */
public record Rate(long amount, long every) {
  /** The length as it is written after the stroke in the name of a rule: {@code 30s}. */
  public String suffix() {
    return suffix(every);
  }

  /** A length in microseconds as it is written in the name of a rule. */
  public static String suffix(long micros) {
    return TimeLength.write(micros);
  }
}
