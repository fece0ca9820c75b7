package dev.headgate.headers.structured;

import java.util.List;

/**
 * Parses and serialises structured field values (RFC 9651, section 4). A parser takes the lines of
 * a field in their order and reads them as one, joined by commas; an absent field is no lines,
 * which is an empty list or dictionary. Stateless.
 */
public final class StructuredFields {

  private static final String LINE_SEPARATOR = ", ";

  private StructuredFields() {}

  /** Parses a List of one line within {@link ParseBounds#STANDARD}. */
  public static SfList parseList(String line) throws StructuredFieldException {
    return parseList(List.of(line), ParseBounds.STANDARD);
  }

  /** Parses a List. */
  public static SfList parseList(List<String> lines, ParseBounds bounds)
      throws StructuredFieldException {
    return parser(lines, bounds).list();
  }

  /** Parses a Dictionary of one line within {@link ParseBounds#STANDARD}. */
  public static SfDictionary parseDictionary(String line) throws StructuredFieldException {
    return parseDictionary(List.of(line), ParseBounds.STANDARD);
  }

  /** Parses a Dictionary; of members with the same key the last one counts. */
  public static SfDictionary parseDictionary(List<String> lines, ParseBounds bounds)
      throws StructuredFieldException {
    return parser(lines, bounds).dictionary();
  }

  /** Parses an Item of one line within {@link ParseBounds#STANDARD}. */
  public static Item parseItem(String line) throws StructuredFieldException {
    return parseItem(List.of(line), ParseBounds.STANDARD);
  }

  /** Parses an Item; an absent or empty field is a failure. */
  public static Item parseItem(List<String> lines, ParseBounds bounds)
      throws StructuredFieldException {
    return parser(lines, bounds).item();
  }

  /** The canonical text of a List; empty if it has no members: then the field is left out. */
  public static String serialize(SfList list) {
    return new Serializer().list(list);
  }

  /** The canonical text of a Dictionary; empty if it has no members: then it is left out. */
  public static String serialize(SfDictionary dictionary) {
    return new Serializer().dictionary(dictionary);
  }

  /** The canonical text of an Item. */
  public static String serialize(Item item) {
    return new Serializer().item(item);
  }

  private static FieldParser parser(List<String> lines, ParseBounds bounds)
      throws StructuredFieldException {
    long length = (long) LINE_SEPARATOR.length() * Math.max(0, lines.size() - 1);
    for (String line : lines) {
      length += line.length();
    }
    if (length > bounds.lengthMax()) {
      throw new StructuredFieldException(
          bounds.lengthMax(), length + " characters", "at most " + bounds.lengthMax());
    }
    String text = lines.size() == 1 ? lines.getFirst() : String.join(LINE_SEPARATOR, lines);
    return new FieldParser(text, bounds);
  }
}
