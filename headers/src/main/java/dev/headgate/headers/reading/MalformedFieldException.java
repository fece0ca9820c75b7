package dev.headgate.headers.reading;

import dev.headgate.headers.structured.Ascii;
import dev.headgate.headers.structured.BareItem;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.StructuredFields;

/** A structured field that parses but is not the field it should be; it is ignored as a whole. */
final class MalformedFieldException extends Exception {

  private static final long serialVersionUID = 1;

  MalformedFieldException(String problem) {
    super(problem, null, false, false);
  }

  MalformedFieldException(String what, BareItem found, String expected) {
    this(
        "%s: %s (expected: %s)"
            .formatted(what, Ascii.shown(StructuredFields.serialize(Item.of(found))), expected));
  }
}
