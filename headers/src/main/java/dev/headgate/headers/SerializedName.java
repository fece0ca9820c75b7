package dev.headgate.headers;

import dev.headgate.headers.structured.Ascii;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.StructuredFields;
import java.nio.charset.StandardCharsets;

/**
 * The name of a limit, quota or account as it stands on the wire: a String of RFC 9651, quoted and
 * escaped once, so that each response only copies bytes. Immutable.
 */
public final class SerializedName {

  /** The longest name, in characters. */
  public static final int LENGTH_MAX = 256;

  private final String name;
  private final byte[] bytes;

  private SerializedName(String name) {
    this.name = name;
    String text = StructuredFields.serialize(Item.of(new SfString(name)));
    bytes = text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Serialises {@code name}.
   *
   * @throws IllegalArgumentException if it is empty, longer than {@link #LENGTH_MAX} or holds
   *     anything but printable ASCII; the message shows it escaped
   */
  public static SerializedName of(String name) {
    if (name.isEmpty() || name.length() > LENGTH_MAX || !Ascii.isPrintable(name)) {
      throw new IllegalArgumentException(
          "name: %s (expected: 1 to %d printable ASCII characters)"
              .formatted(Ascii.shown(name), LENGTH_MAX));
    }
    return new SerializedName(name);
  }

  /** The name itself, without quotes. */
  public String name() {
    return name;
  }

  /** The bytes on the wire. Shared and never written to: for this package's writers only. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SerializedName that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name as it stands on the wire, quoted. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
