package dev.headgate.simulator.traffic;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and hashes the bytes of a file as they are read. For one reader. */
final class ByteTrail extends FilterInputStream {
  private final MessageDigest digest;
  private final AtomicLong count;

  /**
   * Over a file.
   *
   * @param count rises with every byte; others may look at it
   */
  ByteTrail(InputStream in, AtomicLong count) {
    super(in);
    this.count = count;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every Java platform has SHA-256", missing);
    }
  }

  /** SHA-256 of what was read, in hexadecimal; afterwards it begins anew. */
  String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      digest.update((byte) one);
      count.incrementAndGet();
    }
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    if (read > 0) {
      digest.update(bytes, from, read);
      count.addAndGet(read);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] passed = new byte[(int) Math.min(wanted, 1 << 13)];
    return Math.max(0, read(passed, 0, passed.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
