package dev.headgate.server.records;

/** A password: nothing that shows values shows it. Immutable. */
public final class Secret {
  /** No password. */
  public static final Secret NONE = new Secret("");

  private final String text;

  /** Keeps a text to itself. */
  public Secret(String text) {
    this.text = text;
  }

  /** The text, for whoever has to show it to the database. */
  public String reveal() {
    return text;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "" : "***";
  }
}
