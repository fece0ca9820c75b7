package dev.headgate.headers.structured;

/** A value with its parameters (RFC 9651, section 3.3). */
public record Item(BareItem value, Parameters parameters) implements Member {

  /** A value without parameters. */
  public static Item of(BareItem value) {
    return new Item(value, Parameters.NONE);
  }
}
