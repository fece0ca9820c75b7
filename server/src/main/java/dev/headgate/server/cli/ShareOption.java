package dev.headgate.server.cli;

import dev.headgate.simulator.search.Question;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share as people write it, {@code 95}, {@code 95%} or {@code 99.5%}. */
final class ShareOption implements ITypeConverter<Integer> {
  /** The share of apps where nobody says another, in hundredths of a percent. */
  static final int USUAL = 9_500;

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,2}))?%?");

  @Override
  public Integer convert(String text) {
    Matcher parts = SHARE.matcher(text);
    if (parts.matches()) {
      String part = (parts.group(2) == null ? "" : parts.group(2)) + "00";
      int share = 100 * Integer.parseInt(parts.group(1)) + Integer.parseInt(part.substring(0, 2));
      if (share >= 1 && share <= Question.WHOLE) {
        return share;
      }
    }
    throw new TypeConversionException(text + " (expected: a share, 0.01% to 100%)");
  }
}
