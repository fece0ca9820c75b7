package dev.headgate.server.store;

/**
 * Which store a server keeps its counters in.
 *
 * @param url where they are; {@link #MEMORY} for this process's memory
 */
public record StoreSettings(String url) {
  /** This process's memory. */
  public static final String MEMORY = "memory";

  /** Counters in memory. */
  public static final StoreSettings USUAL = new StoreSettings(MEMORY);

  private static final String EXPECTED = " (expected: " + MEMORY + ")";

  public StoreSettings {
    if (!url.equals(MEMORY)) {
      throw new IllegalArgumentException(url + EXPECTED);
    }
  }
}
