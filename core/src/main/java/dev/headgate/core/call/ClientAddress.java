package dev.headgate.core.call;

import java.net.InetAddress;

/**
 * The address by which limits tell callers apart: an IPv4 address whole, an IPv6 address by its
 * /64, because one customer commonly has that many.
 */
public final class ClientAddress {
  private static final int PREFIX_GROUPS = 4;

  private ClientAddress() {}

  /** The value of the attribute {@code address}. */
  public static String attribute(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    StringBuilder text = new StringBuilder(24);
    for (int group = 0; group < PREFIX_GROUPS; group++) {
      int value = (bytes[2 * group] & 0xFF) << 8 | (bytes[2 * group + 1] & 0xFF);
      text.append(Integer.toHexString(value)).append(':');
    }
    return text.append(":/64").toString();
  }
}
