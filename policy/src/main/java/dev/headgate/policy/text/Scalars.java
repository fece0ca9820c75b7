package dev.headgate.policy.text;

import dev.headgate.core.time.Micros;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Value;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values; each answer is null, with a problem, where the value is not what it asks.
 */
public final class Scalars {
  /** The longest name of a rule, an operation or another thing, in characters. */
  public static final int NAME_MAX = 64;

  /** The longest reason for programs, in characters. */
  public static final int REASON_MAX = 100;

  /** The longest sentence for people, in characters. */
  public static final int TEXT_MAX = 500;

  /** The longest length of time, in microseconds: 400 days. */
  public static final long LENGTH_MAX = 400L * 86_400 * Micros.SECOND;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern REASON =
      Pattern.compile("([A-Za-z0-9]|\\{product\\})([A-Za-z0-9._-]|\\{product\\})*");
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern RATE = Pattern.compile("(\\S+)\\s+per\\s+(.+)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,2}))?\\s*%");

  private final Problems problems;

  /** Readings that note their problems here. */
  public Scalars(Problems problems) {
    this.problems = problems;
  }

  /** A text that is not empty and has no control characters. */
  public @Nullable String text(Value value, int max) {
    Value.Scalar scalar = scalar(value, "a text");
    if (scalar == null) {
      return null;
    }
    String text = scalar.text();
    if (text.length() > max) {
      problems.add(value.place(), text.length() + " characters (expected: at most " + max + ")");
      return null;
    }
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
      problems.expected(value.place(), text, "a text without control characters");
      return null;
    }
    return text;
  }

  /** A stable name that may stand in a header field and in a metric. */
  public @Nullable String name(Value value) {
    Value.Scalar scalar = scalar(value, "a name");
    return scalar == null ? null : name(scalar, NAME_MAX, NAME, "letters, digits, '.', '_', '-'");
  }

  /** The name that a key of a map gives to its value. */
  public @Nullable String name(String key, Value.Field field) {
    return name(new Value.Scalar(field.key(), key, Value.Scalar.Style.QUOTED));
  }

  /** A reason for programs: may stand in a header field. */
  public @Nullable String reason(Value value) {
    Value.Scalar scalar = scalar(value, "a reason");
    return scalar == null ? null : name(scalar, REASON_MAX, NAME, "letters, digits, '.', '_', '-'");
  }

  /** The same, in which {@code {product}} stands for the product of the call. */
  public @Nullable String reasonByProduct(Value value) {
    Value.Scalar scalar = scalar(value, "a reason");
    return scalar == null
        ? null
        : name(scalar, REASON_MAX, REASON, "letters, digits, '.', '_', '-', {product}");
  }

  /** The name of a unit. */
  public @Nullable String unit(Value value) {
    Value.Scalar scalar = scalar(value, "a unit");
    return scalar == null ? null : name(scalar, NAME_MAX, NAME, "letters, digits, '.', '_', '-'");
  }

  /** The unit that a key of a map names. */
  public @Nullable String unit(String key, Value.Field field) {
    return name(key, field);
  }

  /** The name of an attribute. */
  public @Nullable String attribute(Value value) {
    Value.Scalar scalar = scalar(value, "an attribute");
    return scalar == null ? null : name(scalar, NAME_MAX, ATTRIBUTE, "letters, digits, '_'");
  }

  /** A whole number between two bounds, both included. */
  public @Nullable Long whole(Value value, long from, long to) {
    Value.Scalar scalar = scalar(value, "a whole number");
    if (scalar == null) {
      return null;
    }
    BigInteger number = WholeNumber.parse(scalar.text());
    String range = from + " to " + to;
    if (number == null) {
      problems.expected(value.place(), scalar.text(), "a whole number, " + range);
      return null;
    }
    return within(value, scalar.text(), number, new Range(from, to, range));
  }

  /** The whole number that a key of a map stands for. */
  public @Nullable Long whole(String key, Value.Field field, long from, long to) {
    return whole(new Value.Scalar(field.key(), key, Value.Scalar.Style.QUOTED), from, to);
  }

  /** An amount, each number of it at most {@code max}. */
  public @Nullable AmountText amount(Value value, long max) {
    Value.Scalar scalar = scalar(value, AmountText.EXPECTED);
    if (scalar == null) {
      return null;
    }
    @Nullable BigInteger[] numbers = AmountText.numbers(scalar.text());
    if (numbers == null) {
      problems.expected(value.place(), scalar.text(), AmountText.EXPECTED);
      return null;
    }
    Long base = part(value, numbers[0], numbers[1] == null ? 1 : 0, max);
    Long perUser = part(value, numbers[1], 0, max);
    Long atLeast = part(value, numbers[2], 1, max);
    Long atMost = part(value, numbers[3], 1, max);
    return base == null
        ? null
        : new AmountText(base, perUser == null ? 0 : perUser, atLeast, atMost);
  }

  private @Nullable Long part(Value value, @Nullable BigInteger number, long from, long to) {
    String range = "an amount of " + from + " to " + to;
    return number == null
        ? null
        : within(value, number.toString(), number, new Range(from, to, range));
  }

  /** A length of time in microseconds, at least that many and at most {@link #LENGTH_MAX}. */
  public @Nullable Long length(Value value, long from) {
    Value.Scalar scalar = scalar(value, TimeLength.EXPECTED);
    return scalar == null ? null : length(value, scalar.text(), from);
  }

  /** An amount per length of time. */
  public @Nullable Rate rate(Value value, long amountMax) {
    Value.Scalar scalar = scalar(value, "a rate, for example 100 per 1s");
    if (scalar == null) {
      return null;
    }
    Matcher matcher = RATE.matcher(scalar.text());
    BigInteger amount = matcher.matches() ? WholeNumber.parse(matcher.group(1)) : null;
    if (amount == null) {
      problems.expected(value.place(), scalar.text(), "a rate, for example 100 per 1s");
      return null;
    }
    Long checked =
        within(
            value,
            matcher.group(1),
            amount,
            new Range(1, amountMax, "an amount of 1 to " + amountMax));
    Long every = length(value, matcher.group(2), 1);
    return checked == null || every == null ? null : new Rate(checked, every);
  }

  /** A share in hundredths of a percent, 0 to 10,000. */
  public @Nullable Integer share(Value value) {
    Value.Scalar scalar = scalar(value, "a share, 0% to 100%");
    if (scalar == null) {
      return null;
    }
    Matcher matcher = SHARE.matcher(scalar.text());
    if (matcher.matches()) {
      String part = (matcher.group(2) == null ? "" : matcher.group(2)) + "00";
      int share = Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(part.substring(0, 2));
      if (share <= 10_000) {
        return share;
      }
    }
    problems.expected(value.place(), scalar.text(), "a share, 0% to 100%");
    return null;
  }

  /**
   * An instant in microseconds: a date, which begins in UTC, or a date and time with its offset.
   */
  public @Nullable Long instant(Value value) {
    Value.Scalar scalar = scalar(value, "a date");
    if (scalar == null) {
      return null;
    }
    try {
      Instant instant =
          scalar.text().length() == 10
              ? LocalDate.parse(scalar.text()).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(scalar.text()).toInstant();
      if (instant.getEpochSecond() >= 0 && instant.isBefore(Micros.instant(Micros.NEVER))) {
        return Micros.of(instant);
      }
    } catch (DateTimeException malformed) {
      // said below, together with dates that are out of range
    }
    problems.expected(
        value.place(), scalar.text(), "a date, for example 2026-03-02 or 2026-03-02T09:00Z");
    return null;
  }

  /** Yes or no. */
  public @Nullable Boolean flag(Value value) {
    return choice(value, Map.of("true", true, "false", false));
  }

  /** One of several words. */
  public <E> @Nullable E choice(Value value, Map<String, E> choices, String... others) {
    List<String> words =
        Stream.concat(choices.keySet().stream().sorted(), Stream.of(others)).toList();
    Value.Scalar scalar = scalar(value, "one of " + words);
    if (scalar == null) {
      return null;
    }
    E choice = choices.get(scalar.text());
    if (choice == null) {
      problems.add(
          value.place(),
          Problems.quote(scalar.text()) + " (expected: one of " + String.join(", ", words) + ")",
          nearest(scalar.text(), words));
    }
    return choice;
  }

  private static String nearest(String found, List<String> words) {
    String hint = Nearest.hint(found, words);
    return hint.startsWith("known") ? "" : hint;
  }

  private @Nullable Long length(Value value, String text, long from) {
    BigInteger micros = TimeLength.parse(text);
    if (micros == null) {
      problems.expected(value.place(), text, TimeLength.EXPECTED);
      return null;
    }
    String range = TimeLength.write(from) + " to " + TimeLength.write(LENGTH_MAX);
    return within(value, text, micros, new Range(from, LENGTH_MAX, range));
  }

  /** Bounds, both included, and how a message states them. */
  private record Range(long from, long to, String text) {
    boolean holds(BigInteger number) {
      return number.compareTo(BigInteger.valueOf(from)) >= 0
          && number.compareTo(BigInteger.valueOf(to)) <= 0;
    }
  }

  private @Nullable Long within(Value value, String text, BigInteger number, Range range) {
    if (!range.holds(number)) {
      problems.add(value.place(), text + " (expected: " + range.text() + ")");
      return null;
    }
    return number.longValueExact();
  }

  private @Nullable String name(Value.Scalar scalar, int max, Pattern pattern, String allowed) {
    String text = scalar.text();
    if (text.length() > max) {
      problems.add(scalar.place(), text.length() + " characters (expected: at most " + max + ")");
      return null;
    }
    if (!pattern.matcher(text).matches()) {
      problems.expected(scalar.place(), text, allowed);
      return null;
    }
    return text;
  }

  private Value.@Nullable Scalar scalar(Value value, String expected) {
    if (value instanceof Value.Scalar scalar && !scalar.empty()) {
      return scalar;
    }
    problems.add(value.place(), value.kind() + " (expected: " + expected + ")");
    return null;
  }
}
