package dev.headgate.headers.structured;

import java.util.regex.Pattern;

/**
 * What is a structured field, told a second time and without our parser: the grammar of RFC 9651 as
 * regular expressions, with the blanks that its parsing algorithms let through.
 */
final class Grammar {

  private static final String KEY = "[a-z*][a-z0-9_.*-]*";
  private static final String INTEGER = "-?[0-9]{1,15}";
  private static final String DECIMAL = "-?[0-9]{1,12}[.][0-9]{1,3}";
  private static final String STRING = "\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*\"";
  private static final String TOKEN = "[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*";
  private static final String BASE64 = "[A-Za-z0-9+/]";
  private static final String BYTES =
      ":(?:" + BASE64 + "{4})*(?:" + BASE64 + "{2}(?:==)?|" + BASE64 + "{3}=?)?:";
  private static final String HEX = "[0-9a-f]";
  private static final String NEXT = "%[89ab]" + HEX;
  private static final String UTF8 =
      or(
          "[ !#$&-~]|%[0-7]" + HEX,
          "%(?:c[2-9a-f]|d" + HEX + ")" + NEXT,
          "%e0%[ab]" + HEX + NEXT,
          "%e[1-9a-cef](?:" + NEXT + "){2}",
          "%ed%[89]" + HEX + NEXT,
          "%f0%[9ab]" + HEX + "(?:" + NEXT + "){2}",
          "%f[1-3](?:" + NEXT + "){3}",
          "%f4%8" + HEX + "(?:" + NEXT + "){2}");
  private static final String DISPLAY_STRING = "%\"" + UTF8 + "*\"";
  private static final String BARE_ITEM =
      or(DECIMAL, INTEGER, STRING, TOKEN, BYTES, "[?][01]", "@" + INTEGER, DISPLAY_STRING);
  private static final String PARAMETERS = "(?:; *" + KEY + "(?:=" + BARE_ITEM + ")?)*";
  private static final String ITEM = BARE_ITEM + PARAMETERS;
  private static final String INNER_LIST =
      "[(] *(?:" + ITEM + "(?: +" + ITEM + ")*)? *[)]" + PARAMETERS;
  private static final String MEMBER = or(ITEM, INNER_LIST);
  private static final String ENTRY = KEY + or("=" + MEMBER, PARAMETERS);

  static final Pattern AN_ITEM = Pattern.compile(" *" + ITEM + " *");
  static final Pattern A_LIST = commaSeparated(MEMBER);
  static final Pattern A_DICTIONARY = commaSeparated(ENTRY);

  private Grammar() {}

  private static Pattern commaSeparated(String member) {
    return Pattern.compile(" *(?:" + member + "(?:[ \t]*,[ \t]*" + member + ")*[ \t]*)?");
  }

  private static String or(String... alternatives) {
    return "(?:" + String.join("|", alternatives) + ")";
  }
}
