package dev.headgate.policy.text;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers as people write them: {@code 65000}, {@code 65,000}, {@code 65_000}. */
final class WholeNumber {
  /** Digits with groups of three after the first comma or low line. */
  static final String PATTERN = "-?\\d{1,3}(?:[,_]\\d{3})+|-?\\d{1,40}";

  private static final Pattern NUMBER = Pattern.compile(PATTERN);

  private WholeNumber() {}

  /** The number, or null where the text is none; numbers of any size are read. */
  static @Nullable BigInteger parse(String text) {
    return NUMBER.matcher(text).matches()
        ? new BigInteger(text.replace(",", "").replace("_", ""))
        : null;
  }
}
