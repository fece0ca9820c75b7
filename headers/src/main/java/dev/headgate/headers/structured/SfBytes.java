package dev.headgate.headers.structured;

import java.util.Arrays;
import java.util.Base64;

/** A Byte Sequence, base64 on the wire (RFC 9651, section 3.3.5). Immutable, equal by content. */
public final class SfBytes implements BareItem {

  private final byte[] bytes;

  /** Copies {@code bytes}. */
  public SfBytes(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SfBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As on the wire. */
  @Override
  public String toString() {
    return ':' + base64() + ':';
  }
}
