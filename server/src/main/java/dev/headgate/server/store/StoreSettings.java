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
 * @param outbox a file for settlements that wait for a server that nodes share, or null where they
 *     wait in memory
 * @param tls what a connection to a server trusts and shows, where its URL says TLS
 */
public record StoreSettings(String url, Duration writeEvery, @Nullable Path outbox, Tls tls) {
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

  private static final Pattern REMOTE = Pattern.compile("rediss?(-sentinel|-cluster)?://.+");

  private static final Pattern CLUSTER = Pattern.compile("rediss?-cluster://.+");

  private static final int SCHEME_ENDS = "://".length();

  private static final Pattern SECURE = Pattern.compile("rediss(-sentinel|-cluster)?://.+");

  /**
   * Transport security towards a server; its host name is verified in any case.
   *
   * @param issuers certificates in PEM that may issue the server's, or null for those that Java
   *     trusts
   * @param shown what is shown to a server that asks, or null
   */
  public record Tls(@Nullable Path issuers, @Nullable Shown shown) {
    /** Trusts whom Java trusts, and shows nothing. */
    public static final Tls USUAL = new Tls(null, null);
  }

  /**
   * What is shown to a server that asks who we are.
   *
   * @param certificate chain in PEM
   * @param key private key in PEM (PKCS 8)
   */
  public record Shown(Path certificate, Path key) {}

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
    if (!tls.equals(Tls.USUAL) && !SECURE.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "tls: for " + shown(url) + " (expected: rediss://... in the URL)");
    }
  }

  /** A store as usual. */
  public StoreSettings(String url) {
    this(url, WRITE_EVERY, null, Tls.USUAL);
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
        : new StoreSettings(SQLITE + folder.resolve(file), writeEvery, outbox, tls);
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

  /** A URL without users and passwords, whatever signs they are of. */
  public static String shown(String url) {
    int rest = url.indexOf("://") + SCHEME_ENDS;
    if (rest < SCHEME_ENDS) {
      int scheme = url.indexOf(':') + 1;
      return url.indexOf('@') < 0 ? url : url.substring(0, scheme) + "...";
    }
    int at = url.lastIndexOf('@');
    int question = url.indexOf('?');
    if (question >= 0 && at > question) {
      // Of a password or of an option: nobody knows.
      return url.substring(0, rest) + "...";
    }
    return url.substring(0, rest)
        + url.substring(Math.max(rest, at + 1), question < 0 ? url.length() : question);
  }
}
