package dev.headgate.policy.text;

import java.util.Locale;

/** So many of a thing, as people write it: {@code 1 file}, {@code 1,200 entries}. */
public final class CountText {
  private static final String VOWELS = "aeiou";

  private CountText() {}

  /**
   * A number, with commas between thousands, and the word for so many.
   *
   * @param thing an English noun in the singular, of regular plural
   */
  public static String of(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s", number, word(number, thing));
  }

  /**
   * A number of a limit's unit.
   *
   * @param unit as policies name it, in the plural
   */
  public static String ofUnit(long number, String unit) {
    boolean one = number == 1 && unit.endsWith("s");
    return String.format(
        Locale.ROOT, "%,d %s", number, one ? unit.substring(0, unit.length() - 1) : unit);
  }

  /** The word for so many. */
  public static String word(long number, String thing) {
    if (number == 1) {
      return thing;
    }
    int last = thing.length() - 1;
    boolean consonant = last > 0 && VOWELS.indexOf(thing.charAt(last - 1)) < 0;
    if (thing.endsWith("y") && consonant) {
      return thing.substring(0, last) + "ies";
    }
    return thing.endsWith("s") ? thing + "es" : thing + "s";
  }
}
