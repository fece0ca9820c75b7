package dev.headgate.headers.structured;

/** A Boolean (RFC 9651, section 3.3.6); the value of a parameter or member that states none. */
public record SfBoolean(boolean value) implements BareItem {

  /** True, as a parameter without a value. */
  public static final SfBoolean TRUE = new SfBoolean(true);

  /** False. */
  public static final SfBoolean FALSE = new SfBoolean(false);
}
