package dev.headgate.server.gateway;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** A range of addresses as in RFC 4632: all that share the first {@code bits} with the base. */
public record AddressRange(InetAddress base, int bits) {

  public AddressRange {
    int bitsMax = base.getAddress().length * 8;
    if (bits < 0 || bits > bitsMax) {
      throw new IllegalArgumentException("bits: " + bits + " (expected: 0 to " + bitsMax + ")");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
   *
   * @throws IllegalArgumentException with the text found and the form expected
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress base = parseAddress(slash < 0 ? text : text.substring(0, slash));
    if (base == null) {
      throw expected(text);
    }
    if (slash < 0) {
      return new AddressRange(base, base.getAddress().length * 8);
    }
    try {
      return new AddressRange(base, Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw expected(text);
    }
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "address range: " + text + " (expected: an IP address, or address/bits)");
  }

  /** Reads a literal IP address; null if it is none. Never asks a name service. */
  static @Nullable InetAddress parseAddress(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return null;
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address of " + bytes.length + " bytes", e);
    }
  }

  /** True if {@code address} is of the same family and inside. */
  public boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int i = 0; i < mine.length && i * 8 < bits; i++) {
      int mask = bits - i * 8 >= 8 ? 0xff : 0xff << (8 - (bits - i * 8));
      if (((mine[i] ^ other[i]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
