package dev.headgate.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use this API: keys, kept as SHA-256 only, and subjects of client certificates. Immutable,
 * safe for all threads.
 *
 * <p>A key is found by the first eight bytes of its hash, which tell nothing about other keys, and
 * then compared whole in constant time.
 */
public final class Access {
  /** The most keys and subjects together. */
  public static final int PRINCIPALS_MAX = 10_000;

  /** The longest key that is looked at, in characters. */
  public static final int KEY_MAX = 512;

  private static final int HASH_BYTES = 32;

  /** To look for a digest among all providers takes as long as to use it. */
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Access::digest);

  private final Map<Long, List<Known>> byHash;
  private final Map<String, Principal> bySubject;
  private final @Nullable Principal anybody;

  // The array is never handed out.
  @SuppressWarnings("ArrayRecordComponent")
  private record Known(byte[] hash, Principal principal) {}

  private Access(Builder builder) {
    byHash = Map.copyOf(builder.byHash);
    bySubject = Map.copyOf(builder.bySubject);
    anybody = builder.anybody;
  }

  /**
   * Lets everybody decide and read the metrics, and nobody administer; only for a socket that
   * nobody else can reach.
   */
  public static Access open() {
    return builder().anybody(Right.DECIDE, Right.METRICS).build();
  }

  /** A builder that knows nobody. */
  public static Builder builder() {
    return new Builder();
  }

  /** The form in which a key is stored: SHA-256 of its UTF-8 bytes, in hex. */
  public static String hashed(String key) {
    return HexFormat.of().formatHex(sha256(key));
  }

  /** Whether it lets everybody decide. */
  boolean isOpen() {
    return anybody != null && anybody.may(Right.DECIDE);
  }

  /** Who shows neither a key nor a certificate that is known, or null where that is nobody. */
  @Nullable Principal anybody() {
    return anybody;
  }

  /** Whose key it is, or null. */
  @Nullable Principal byKey(@Nullable String key) {
    if (key == null || key.isEmpty() || key.length() > KEY_MAX) {
      return null;
    }
    byte[] hash = sha256(key);
    Principal found = null;
    for (Known known : byHash.getOrDefault(ByteBuffer.wrap(hash).getLong(), List.of())) {
      if (MessageDigest.isEqual(known.hash(), hash)) {
        found = known.principal();
      }
    }
    return found;
  }

  /** Whose certificate it is, or null. */
  @Nullable Principal bySubject(String subject) {
    return bySubject.get(subject);
  }

  private static byte[] sha256(String key) {
    return DIGEST.get().digest(key.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every Java platform has SHA-256", missing);
    }
  }

  /** Collects principals. Not safe for several threads. */
  public static final class Builder {
    private final Map<Long, List<Known>> byHash = new HashMap<>();
    private final Map<String, Principal> bySubject = new HashMap<>();
    private @Nullable Principal anybody;
    private int count;

    private Builder() {}

    /**
     * Adds a key.
     *
     * @param sha256 as {@link Access#hashed} gives it
     */
    public Builder key(String sha256, Principal principal) {
      byte[] hash = parse(sha256);
      count();
      long first = ByteBuffer.wrap(hash).getLong();
      byHash.computeIfAbsent(first, prefix -> new ArrayList<>()).add(new Known(hash, principal));
      return this;
    }

    /**
     * Adds the subject of a client certificate.
     *
     * @param subject as RFC 2253 writes it, for example {@code CN=gateway-1,O=provider}
     */
    public Builder subject(String subject, Principal principal) {
      count();
      bySubject.put(new javax.security.auth.x500.X500Principal(subject).getName(), principal);
      return this;
    }

    /**
     * Gives rights to everybody, known or not.
     *
     * @param rights never that to administer: whoever does that has a name in the audit log
     */
    Builder anybody(Right... rights) {
      anybody = new Principal("anybody", Set.of(rights));
      if (anybody.may(Right.ADMIN)) {
        throw new IllegalArgumentException("anybody: admin (expected: decide or metrics)");
      }
      return this;
    }

    /** Lets everybody read the metrics. */
    public Builder openMetrics() {
      return anybody(Right.METRICS);
    }

    /** The principals. */
    public Access build() {
      return new Access(this);
    }

    private void count() {
      if (++count > PRINCIPALS_MAX) {
        throw new IllegalArgumentException(
            "principals: " + count + " (expected: <= " + PRINCIPALS_MAX + ")");
      }
    }

    private static byte[] parse(String sha256) {
      if (sha256.length() != 2 * HASH_BYTES) {
        throw new IllegalArgumentException(
            "sha256: " + sha256.length() + " characters (expected: 64 hex digits)");
      }
      return HexFormat.of().parseHex(sha256);
    }
  }
}
