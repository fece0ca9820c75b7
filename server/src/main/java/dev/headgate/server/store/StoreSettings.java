package dev.headgate.server.store;

import java.util.regex.Pattern;

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

  private static final Pattern REMOTE = Pattern.compile("redis(s|-sentinel)?://.+");

  public StoreSettings {
    if (!url.equals(MEMORY) && !REMOTE.matcher(url).matches()) {
      throw new IllegalArgumentException(
          shown(url) + " (expected: memory, redis://..., rediss://... or redis-sentinel://...)");
    }
  }

  /** Whether nodes share it. */
  public boolean remote() {
    return REMOTE.matcher(url).matches();
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return shown(url);
  }

  private static String shown(String url) {
    return url.replaceAll("//[^/@]*@", "//");
  }
}
