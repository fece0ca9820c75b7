package dev.headgate.server.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which store a server keeps its counters in.
 *
 * @param url where they are; {@link #MEMORY} for this process's memory, {@link #SQLITE} and a path
 *     for a file of this machine, one of Redis for a store that nodes share
 * @param writeEvery the pause between two writes of a file, {@link #EVERY_MIN} to {@link
 *     #EVERY_MAX}: about what is lost where the process ends abruptly
 */
public record StoreSettings(String url, Duration writeEvery, @Nullable Path outbox) {
  /** This process's memory. */
  public static final String MEMORY = "memory";

  /** Begins the URL of a file of this machine. */
  public static final String SQLITE = "sqlite:";

  /** The usual pause between two writes. */
  public static final Duration WRITE_EVERY = Duration.ofMillis(100);

  /** The shortest pause between two writes. */
  public static final Duration EVERY_MIN = Duration.ofMillis(1);

  /** The longest pause between two writes. */
  public static final Duration EVERY_MAX = Duration.ofSeconds(10);

  /** Counters in memory. */
  public static final StoreSettings USUAL = new StoreSettings(MEMORY);

  /** SQLite's driver reads settings behind a question mark. */
  private static final Pattern FILE = Pattern.compile("sqlite:[^?]+");

  private static final Pattern REMOTE = Pattern.compile("redis(s|-sentinel|s?-cluster)?://.+");

  private static final Pattern CLUSTER = Pattern.compile("rediss?-cluster://.+");

  public StoreSettings {
    boolean known =
        url.equals(MEMORY) || FILE.matcher(url).matches() || REMOTE.matcher(url).matches();
    if (!known) {
      throw new IllegalArgumentException(
          shown(url)
              + " (expected: memory, sqlite:PATH, redis://..., rediss://...,"
              + " redis-sentinel://... or redis-cluster://...)");
    }
    if (writeEvery.compareTo(EVERY_MIN) < 0 || writeEvery.compareTo(EVERY_MAX) > 0) {
      throw new IllegalArgumentException(
          "writeEvery: " + writeEvery.toMillis() + " ms (expected: 1 ms to 10 s)");
    }
    if (outbox != null && !REMOTE.matcher(url).matches()) {
      throw new IllegalArgumentException(
          shown(url) + " with an outbox (expected: an outbox beside a server that nodes share)");
    }
  }

  /** A store as usual. */
  public StoreSettings(String url) {
    this(url, WRITE_EVERY, null);
  }

  /** The file, or null where there is none. */
  public @Nullable Path file() {
    return url.startsWith(SQLITE) ? Path.of(url.substring(SQLITE.length())) : null;
  }

  /** The same with the path of its URL as it is seen from a folder. */
  public StoreSettings in(Path folder) {
    Path file = file();
    return file == null
        ? this
        : new StoreSettings(SQLITE + folder.resolve(file), writeEvery, outbox);
  }

  /** Whether nodes share it. */
  public boolean remote() {
    return REMOTE.matcher(url).matches();
  }

  /** Whether it is a cluster. */
  public boolean clustered() {
    return CLUSTER.matcher(url).matches();
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
