package dev.headgate.core.quota;

import dev.headgate.core.identity.Caller;
import dev.headgate.core.limit.Numbers;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How an amount follows from who is calling: a formula as data. Amounts are 0 to {@link
 * Numbers#AMOUNT_MAX}; arithmetic that would leave this range stays at its edge.
 */
public sealed interface Amount {
  /** The most parts, cases or bands of one formula. */
  int PARTS_MAX = 1_000;

  /** The amount for a caller. */
  long of(Caller caller);

  /** The smallest it can be for anybody. */
  long least();

  /** The largest it can be for anybody. */
  long most();

  /** The same for everybody. */
  static Amount constant(long amount) {
    return new Constant(amount);
  }

  /** An amount for each plan, and one for all other plans. */
  static Amount byPlan(Map<String, Amount> plans, Amount otherwise) {
    return new ByAttribute("plan", plans, otherwise);
  }

  /** A base, and so much for each licensed user, at most a cap. */
  static Amount perUser(long base, long each, long cap) {
    return new Clamped(
        new Sum(List.of(new Constant(base), new Scaled(Measure.USERS, each, 0))), 0, cap);
  }

  /** The same for everybody. */
  record Constant(long amount) implements Amount {
    public Constant {
      checked("amount", amount);
    }

    @Override
    public long of(Caller caller) {
      return amount;
    }

    @Override
    public long least() {
      return amount;
    }

    @Override
    public long most() {
      return amount;
    }
  }

  /**
   * A table by the value of an attribute of the caller.
   *
   * @param attribute for example {@code plan}
   * @param amounts by value
   * @param otherwise where the attribute is missing or its value not in the table
   */
  record ByAttribute(String attribute, Map<String, Amount> amounts, Amount otherwise)
      implements Amount {
    public ByAttribute {
      amounts = Map.copyOf(amounts);
      Numbers.check("amounts by " + attribute, amounts.size(), 0, PARTS_MAX);
    }

    @Override
    public long of(Caller caller) {
      @Nullable String value = caller.attribute(attribute);
      Amount amount = value == null ? null : amounts.get(value);
      return (amount == null ? otherwise : amount).of(caller);
    }

    @Override
    public long least() {
      return all(otherwise.least(), amounts.values().stream().mapToLong(Amount::least), Math::min);
    }

    @Override
    public long most() {
      return all(otherwise.most(), amounts.values().stream().mapToLong(Amount::most), Math::max);
    }
  }

  /**
   * So much for each one counted above a number.
   *
   * @param measure what is counted
   * @param each for one
   * @param above from which number on
   */
  record Scaled(Measure measure, long each, long above) implements Amount {
    public Scaled {
      checked("each", each);
      checked("above", above);
    }

    @Override
    public long of(Caller caller) {
      long counted = Math.max(0, measure.of(caller) - above);
      long high = Math.multiplyHigh(counted, each);
      return high != 0 ? Numbers.AMOUNT_MAX : saturated(counted * each);
    }

    @Override
    public long least() {
      return 0;
    }

    @Override
    public long most() {
      return each == 0 ? 0 : Numbers.AMOUNT_MAX;
    }
  }

  /** All parts together. */
  record Sum(List<Amount> parts) implements Amount {
    public Sum {
      parts = List.copyOf(parts);
      Numbers.check("parts", parts.size(), 1, PARTS_MAX);
    }

    @Override
    public long of(Caller caller) {
      return all(0, parts.stream().mapToLong(part -> part.of(caller)), Sum::plus);
    }

    @Override
    public long least() {
      return all(0, parts.stream().mapToLong(Amount::least), Sum::plus);
    }

    @Override
    public long most() {
      return all(0, parts.stream().mapToLong(Amount::most), Sum::plus);
    }

    private static long plus(long left, long right) {
      return saturated(left + right);
    }
  }

  /** An amount that is at least a floor and at most a cap. */
  record Clamped(Amount amount, long floor, long cap) implements Amount {
    public Clamped {
      checked("floor", floor);
      Numbers.check("cap", cap, floor, Numbers.AMOUNT_MAX);
    }

    @Override
    public long of(Caller caller) {
      return Math.clamp(amount.of(caller), floor, cap);
    }

    @Override
    public long least() {
      return Math.clamp(amount.least(), floor, cap);
    }

    @Override
    public long most() {
      return Math.clamp(amount.most(), floor, cap);
    }
  }

  /**
   * An amount for each band of a number: up to 1,000 users so much, up to 5,000 more.
   *
   * @param measure what is counted
   * @param bands in rising order
   * @param beyond above the last band
   */
  record Banded(Measure measure, List<Band> bands, long beyond) implements Amount {
    public Banded {
      bands = List.copyOf(bands);
      Numbers.check("bands", bands.size(), 1, PARTS_MAX);
      checked("beyond", beyond);
      for (int i = 1; i < bands.size(); i++) {
        long before = bands.get(i - 1).upTo();
        Numbers.check("upTo of a band", bands.get(i).upTo(), before + 1, Numbers.AMOUNT_MAX);
      }
    }

    @Override
    public long of(Caller caller) {
      long counted = measure.of(caller);
      for (Band band : bands) {
        if (counted <= band.upTo()) {
          return band.amount();
        }
      }
      return beyond;
    }

    @Override
    public long least() {
      return all(beyond, bands.stream().mapToLong(Band::amount), Math::min);
    }

    @Override
    public long most() {
      return all(beyond, bands.stream().mapToLong(Band::amount), Math::max);
    }
  }

  /**
   * A band.
   *
   * @param upTo the largest number in it
   * @param amount for all numbers in it
   */
  record Band(long upTo, long amount) {
    public Band {
      checked("upTo", upTo);
      checked("amount", amount);
    }
  }

  private static long all(long first, LongStream others, LongBinaryOperator operator) {
    return others.reduce(first, operator);
  }

  private static void checked(String name, long value) {
    Numbers.check(name, value, 0, Numbers.AMOUNT_MAX);
  }

  private static long saturated(long amount) {
    return amount < 0 ? Numbers.AMOUNT_MAX : Math.min(Numbers.AMOUNT_MAX, amount);
  }
}
