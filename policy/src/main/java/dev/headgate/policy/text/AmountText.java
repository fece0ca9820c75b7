package dev.headgate.policy.text;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount as a provider prints it: {@code 65,000}, or {@code 100,000 + 10 x users, at most
 * 500,000}.
 *
 * @param base at least 0, and at least 1 where nothing is added for users
 * @param perUser for each licensed user, at least 0
 * @param atLeast floor, or null
 * @param atMost cap, or null
 */
public record AmountText(long base, long perUser, @Nullable Long atLeast, @Nullable Long atMost) {
  static final String EXPECTED =
      "an amount, for example 65,000 or 100,000 + 10 x users, at most 500,000";

  private static final Pattern AMOUNT =
      Pattern.compile(
          "([-\\d,_]+?)(?:\\s*\\+\\s*([\\d,_]+?)\\s*x\\s*users)?"
              + "(?:,\\s*at least\\s+([\\d,_]+?))?(?:,\\s*at most\\s+([\\d,_]+?))?");

  /** The amount for so many users, without floor and cap; saturating. */
  public long of(long users) {
    long high = Math.multiplyHigh(perUser, users);
    long product = perUser * users;
    long sum = base + product;
    return high != 0 || product < 0 || sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The numbers of a text, or null where it is no amount: base, per user, floor, cap. */
  static @Nullable BigInteger @Nullable [] numbers(String text) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    @Nullable BigInteger[] numbers = new BigInteger[4];
    for (int i = 0; i < numbers.length; i++) {
      String group = matcher.group(i + 1);
      numbers[i] = group == null ? null : WholeNumber.parse(group);
      if (group != null && numbers[i] == null) {
        return null;
      }
    }
    return numbers;
  }
}
