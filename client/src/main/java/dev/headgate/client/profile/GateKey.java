package dev.headgate.client.profile;

/**
 * Which gate: the name of its rule, and what tells its calls from those of the rule's other gates.
 *
 * @param gate name of the rule, or a learned name
 * @param value values of the key's attributes, joined
 */
public record GateKey(String gate, String value) {
  /** The longest name or value; a longer one is cut, and shares the gate with its like. */
  public static final int LENGTH_MAX = 512;

  /** Cuts to the bound. */
  public GateKey {
    gate = cut(gate);
    value = cut(value);
  }

  private static String cut(String text) {
    return text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
  }

  @Override
  public String toString() {
    return value.isEmpty() ? gate : gate + " of " + value;
  }
}
