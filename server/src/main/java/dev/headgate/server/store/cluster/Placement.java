package dev.headgate.server.store.cluster;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.CallId;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Rule;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * In which partition something lies: by the first value of the key, for a pool of the pool's key.
 * What has no value, a counter for everybody, lies in one partition, so that such limits are
 * together. It is part of the layout of the store.
 */
public final class Placement {
  /** How many partitions there are; another number would look for every counter elsewhere. */
  public static final int COUNT = 256;

  private static final byte DIVIDER = (byte) 0xFF;
  private static final char MARK = '.';
  private static final int DIGITS = 2;
  private static final int HEX = 16;

  /** FNV-1a of 32 bits, and the finalizer of MurmurHash3, which spreads it over all bits. */
  private static final int FNV_START = 0x811C9DC5;

  private static final int FNV_PRIME = 0x01000193;
  private static final int MURMUR_ONE = 0x85EBCA6B;
  private static final int MURMUR_TWO = 0xC2B2AE35;

  private Placement() {}

  /** The partition of a claim's counter. */
  public static int of(Claim claim) {
    Key pool = claim.pool();
    return of((pool == null ? claim.key() : pool).bytes());
  }

  /** The partition of a counter that an operator names. */
  static int of(Rule rule, Key key) {
    boolean poolForAll = rule.partition().members() == rule.partition().attributes().size();
    return of(poolForAll ? Key.ALL.bytes() : key.bytes());
  }

  /** The partition in which a call under an id of its own is remembered. */
  static int home(Call call) {
    return of(CallId.home(call).getBytes(StandardCharsets.UTF_8));
  }

  /** The id under which a reservation is known outside, which tells where it is at home. */
  static String named(String id, int home) {
    String digits = Integer.toHexString(home);
    return id + MARK + "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** Where a reservation is at home by its id, or null where that does not tell. */
  static @Nullable Integer homeOf(String id) {
    int mark = id.length() - DIGITS - 1;
    if (mark < 0 || id.charAt(mark) != MARK) {
      return null;
    }
    int home = 0;
    for (int i = mark + 1; i < id.length(); i++) {
      int digit = Character.digit(id.charAt(i), HEX);
      if (digit < 0) {
        return null;
      }
      home = HEX * home + digit;
    }
    return home;
  }

  private static int of(byte[] key) {
    int hash = FNV_START;
    for (int i = 0; i < key.length && key[i] != DIVIDER; i++) {
      hash = (hash ^ (key[i] & 0xFF)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 16)) * MURMUR_ONE;
    hash = (hash ^ (hash >>> 13)) * MURMUR_TWO;
    return (hash ^ (hash >>> 16)) & (COUNT - 1);
  }
}
